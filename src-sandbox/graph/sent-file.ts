import { bareMimeType, kindOf, maxBytesOf, type MediaKind } from '../world/media-kinds.ts';
import { reasonAgainst, type MediaFile, type MediaStore } from '../world/media.ts';
import { badValue, type Refusal } from './graph-error.ts';

/** A file of a send: by the id of an upload, or by a link. */
export type SentFile = {
  readonly kind: MediaKind;
  readonly id: string | undefined;
  readonly link: string | undefined;
  /** Shown as a voice note, which only Ogg can be (facts §5.3). */
  readonly isVoice?: boolean | undefined;
};

const UPLOAD_UNFIT = 131053;

type Source = { readonly id?: string | undefined; readonly link?: string | undefined };

/** The file that a body's media object names. */
export function fileOf(kind: MediaKind, { id, link }: Source): SentFile {
  return { kind, id, link };
}

/** 131009 for an id that is unknown, expired or another number's; 131053 when type or size don't fit (facts §5.4). */
export function fileRefusal(store: MediaStore, file: SentFile): Refusal | undefined {
  if (file.id === undefined) return undefined;
  const media = store.find(file.id);
  if (media === undefined) {
    return badValue(`The media ${file.id} does not exist, has expired, or belongs to another number.`);
  }
  const reason = reasonAgainstKind(file, media);
  return reason === undefined ? undefined : { code: UPLOAD_UNFIT, details: reason };
}

/**
 * Whether Meta can fetch what a link points to, and take it. That is known only after the send was accepted: the send then
 * fails with 131053 (facts §5.3, §5.9). The sandbox has no network: nothing is at a link unless it was put there.
 */
export function isFetchable(store: MediaStore, file: SentFile): boolean {
  if (file.link === undefined) return true;
  const linked = store.atLink(file.link);
  return linked !== undefined && reasonAgainst(linked) === undefined && reasonAgainstKind(file, linked) === undefined;
}

function reasonAgainstKind(file: SentFile, { bytes, mimeType }: MediaFile): string | undefined {
  if (!fits(file, mimeType)) return `A file of type ${mimeType} can not be sent as ${file.kind}.`;
  const maxBytes = maxBytesOf(file.kind, bytes);
  return bytes.length <= maxBytes ? undefined : `As ${file.kind} a file has at most ${maxBytes} bytes.`;
}

/** Anything can go as a document. */
function fits({ kind, isVoice }: SentFile, mimeType: string): boolean {
  if (isVoice === true && bareMimeType(mimeType) !== 'audio/ogg') return false;
  return kind === 'document' || kindOf(mimeType) === kind;
}
