import { createHash } from 'node:crypto';
import { between, type Random } from '../random.ts';
import { ExpiringMap } from './expiring-map.ts';
import { contentFault } from './file-content.ts';
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

/**
 * The files of the business number: those it uploaded and those that came with messages. What has expired is forgotten.
 * Beside them the files of the web that sends may link to.
 */
export class MediaStore {
  readonly #random: Random;
  readonly #uploaded: ExpiringMap<StoredMedia>;
  readonly #attached: ExpiringMap<StoredMedia>;
  /** Media ids by the last part of an address. */
  readonly #addresses: ExpiringMap<string>;
  readonly #linked = new Map<string, MediaFile>();
  #origin = '';

  constructor({ nowMs, random }: MediaDeps) {
    this.#random = random;
    this.#uploaded = new ExpiringMap(nowMs, UPLOADED_ID_LIVES_MS);
    this.#attached = new ExpiringMap(nowMs, WEBHOOK_ID_LIVES_MS);
    this.#addresses = new ExpiringMap(nowMs, ADDRESS_LIVES_MS);
  }

  /** Tells where this sandbox listens, without which addresses have no origin: `http://127.0.0.1:8080`. */
  serveAt(origin: string): void {
    this.#origin = origin;
  }

  /** Takes a file through the API, or refuses its type, its size or its content (facts §5.4). */
  upload(file: MediaFile): Upload {
    const reason = reasonAgainst(file);
    if (reason !== undefined) return { kind: 'refused', reason };
    return { kind: 'stored', media: this.#store(file, this.#uploaded) };
  }

  /** Takes a file that a customer or the owner's phone sends, and gives what the webhook says of it. */
  attach(file: MediaFile): AttachedMedia {
    const { id, mimeType, sha256 } = this.#store(file, this.#attached);
    return { id, mimeType, sha256: Buffer.from(sha256, 'hex').toString('base64'), url: this.#newAddress(id) };
  }

  /** The file of an id that has neither expired nor been deleted. */
  find(id: string): StoredMedia | undefined {
    return this.#uploaded.get(id) ?? this.#attached.get(id);
  }

  /** A fresh address of the bytes of a file that `find` knows. */
  addressOf(media: StoredMedia): string {
    return this.#newAddress(media.id);
  }

  /** The file behind the last part of an address: undefined after 5 minutes, or once the file is gone. */
  atAddress(key: string): StoredMedia | undefined {
    const id = this.#addresses.get(key);
    return id === undefined ? undefined : this.find(id);
  }

  delete(id: string): void {
    this.#uploaded.delete(id);
    this.#attached.delete(id);
  }

  /** Puts a file where a link of the web points to. */
  putAtLink(link: string, file: MediaFile): void {
    this.#linked.set(link, file);
  }

  /** What Meta finds when it fetches a link: undefined when nothing was put there, for the sandbox has no network. */
  atLink(link: string): MediaFile | undefined {
    return this.#linked.get(link);
  }

  #store(file: MediaFile, shelf: ExpiringMap<StoredMedia>): StoredMedia {
    const id = `77${String(between(this.#random, 0, 9_999_999_999_999)).padStart(13, '0')}`;
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    const media = { ...file, id, sha256 };
    shelf.set(id, media);
    return media;
  }

  #newAddress(mediaId: string): string {
    const key = this.#random.bytes(18).toString('base64url');
    this.#addresses.set(key, mediaId);
    return `${this.#origin}/lookaside/whatsapp_business/attachments/${key}`;
  }
}

/** Why Meta does not take a file, in a sentence; undefined when it does (facts §5.4). */
export function reasonAgainst({ bytes, mimeType }: MediaFile): string | undefined {
  if (bytes.length === 0) return 'The file is empty.';
  if (bytes.length > MAX_MEDIA_BYTES) return `The file is larger than ${MAX_MEDIA_BYTES} bytes.`;
  const kind = kindOf(mimeType);
  if (kind === undefined) return `Files of type ${mimeType} are not supported.`;
  if (namesForeignCodec(mimeType)) return 'Ogg audio must be Opus.';
  const maxBytes = maxBytesOf(kind, bytes);
  if (bytes.length > maxBytes) return `A file of type ${mimeType} has at most ${maxBytes} bytes.`;
  return contentFault(mimeType, bytes);
}
