import { createHash } from 'node:crypto';
import { between, type Random } from '../random.ts';
import { MAX_MEDIA_BYTES, kindOf, maxBytesOf, namesForeignCodec } from './media-kinds.ts';

const MINUTE_MS = 60 * 1000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Lives from facts §5.4: of an uploaded id, of an id that came in a webhook, of the address of the bytes. */
const UPLOADED_ID_LIVES_MS = 30 * DAY_MS;
const WEBHOOK_ID_LIVES_MS = 7 * DAY_MS;
const ADDRESS_LIVES_MS = 5 * MINUTE_MS;

/** A file as somebody brings it. `mimeType` may name a codec: `audio/ogg; codecs=opus`. */
export type MediaFile = {
  readonly bytes: Uint8Array;
  readonly mimeType: string;
  readonly fileName?: string | undefined;
};

/** A file that Meta holds. `sha256` is in hex. */
export type StoredMedia = MediaFile & {
  readonly id: string;
  readonly sha256: string;
  readonly expiresAtMs: number;
};

/** What the body object of a webhook's media message says of its file: `sha256` in base64, `url` good for 5 minutes. */
export type AttachedMedia = {
  readonly id: string;
  readonly mimeType: string;
  readonly sha256: string;
  readonly url: string;
};

export type Upload =
  | { readonly kind: 'stored'; readonly media: StoredMedia }
  /** Refused with 131053 for this reason. */
  | { readonly kind: 'refused'; readonly reason: string };

export type MediaDeps = { readonly nowMs: () => number; readonly random: Random };

type Address = { readonly mediaId: string; readonly expiresAtMs: number };

/** The files of the business number: those it uploaded and those that came with messages. */
export class MediaStore {
  readonly #deps: MediaDeps;
  readonly #byId = new Map<string, StoredMedia>();
  readonly #addresses = new Map<string, Address>();
  #origin = '';

  constructor(deps: MediaDeps) {
    this.#deps = deps;
  }

  /** Tells where this sandbox listens, without which addresses have no origin: `http://127.0.0.1:8080`. */
  serveAt(origin: string): void {
    this.#origin = origin;
  }

  /** Takes a file through the API, or refuses its type or size (facts §5.4). */
  upload(file: MediaFile): Upload {
    const reason = reasonAgainst(file);
    if (reason !== undefined) return { kind: 'refused', reason };
    return { kind: 'stored', media: this.#store(file, UPLOADED_ID_LIVES_MS) };
  }

  /** Takes a file that a customer or the owner's phone sends, and gives what the webhook says of it. */
  attach(file: MediaFile): AttachedMedia {
    const { id, mimeType, sha256 } = this.#store(file, WEBHOOK_ID_LIVES_MS);
    return { id, mimeType, sha256: Buffer.from(sha256, 'hex').toString('base64'), url: this.#newAddress(id) };
  }

  /** The file of an id that has neither expired nor been deleted. */
  find(id: string): StoredMedia | undefined {
    const media = this.#byId.get(id);
    return media !== undefined && this.#deps.nowMs() < media.expiresAtMs ? media : undefined;
  }

  /** A fresh address of the bytes of a file that `find` knows. */
  addressOf(media: StoredMedia): string {
    return this.#newAddress(media.id);
  }

  /** The file behind the last part of an address: undefined after 5 minutes, or once the file is gone. */
  atAddress(key: string): StoredMedia | undefined {
    const address = this.#addresses.get(key);
    if (address === undefined || this.#deps.nowMs() >= address.expiresAtMs) return undefined;
    return this.find(address.mediaId);
  }

  delete(id: string): void {
    this.#byId.delete(id);
  }

  #store(file: MediaFile, livesMs: number): StoredMedia {
    const id = `77${String(between(this.#deps.random, 0, 9_999_999_999_999)).padStart(13, '0')}`;
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    const media = { ...file, id, sha256, expiresAtMs: this.#deps.nowMs() + livesMs };
    this.#byId.set(id, media);
    return media;
  }

  #newAddress(mediaId: string): string {
    const key = this.#deps.random.bytes(18).toString('base64url');
    this.#addresses.set(key, { mediaId, expiresAtMs: this.#deps.nowMs() + ADDRESS_LIVES_MS });
    return `${this.#origin}/lookaside/whatsapp_business/attachments/${key}`;
  }
}

function reasonAgainst({ bytes, mimeType }: MediaFile): string | undefined {
  if (bytes.length === 0) return 'The file is empty.';
  if (bytes.length > MAX_MEDIA_BYTES) return `The file is larger than ${MAX_MEDIA_BYTES} bytes.`;
  const kind = kindOf(mimeType);
  if (kind === undefined) return `Files of type ${mimeType} are not supported.`;
  if (namesForeignCodec(mimeType)) return 'Ogg audio must be Opus.';
  const maxBytes = maxBytesOf(kind, bytes);
  return bytes.length > maxBytes ? `A file of type ${mimeType} has at most ${maxBytes} bytes.` : undefined;
}
