import { bareMimeType, kindOf, maxBytesOf, type MediaKind } from '../world/media-kinds.ts';
import type { MediaStore, StoredMedia } from '../world/media.ts';
import { badValue, type Refusal } from './graph-error.ts';

/** A file of a send: by the id of an upload, or by a link, which the sandbox takes as it is and does not fetch. */
export type SentFile = {
  readonly kind: MediaKind;
  readonly id: string | undefined;
  /** Shown as a voice note, which only Ogg can be (facts §5.3). */
  readonly isVoice?: boolean | undefined;
};

const UPLOAD_UNFIT = 131053;

/** 131009 for an id that is unknown, expired or another number's; 131053 when type or size don't fit (facts §5.4). */
export function fileRefusal(store: MediaStore, file: SentFile): Refusal | undefined {
  if (file.id === undefined) return undefined;
  const media = store.find(file.id);
  if (media === undefined) {
    return badValue(`The media ${file.id} does not exist, has expired, or belongs to another number.`);
  }
  if (!fits(file, media)) {
    return { code: UPLOAD_UNFIT, details: `A file of type ${media.mimeType} can not be sent as ${file.kind}.` };
  }
  const maxBytes = maxBytesOf(file.kind, media.bytes);
  if (media.bytes.length <= maxBytes) return undefined;
  return { code: UPLOAD_UNFIT, details: `As ${file.kind} a file has at most ${maxBytes} bytes.` };
}

/** Anything can go as a document. */
function fits({ kind, isVoice }: SentFile, { mimeType }: StoredMedia): boolean {
  if (isVoice === true && bareMimeType(mimeType) !== 'audio/ogg') return false;
  return kind === 'document' || kindOf(mimeType) === kind;
}
