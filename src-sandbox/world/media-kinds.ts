import { isAnimatedWebp } from './webp.ts';

/** Kinds of file that a message can carry. */
export const mediaKinds = ['image', 'video', 'audio', 'document', 'sticker'] as const;
export type MediaKind = (typeof mediaKinds)[number];

const KB = 1024;
const MB = 1024 * KB;

type KindRule = { readonly mimeTypes: readonly string[]; readonly maxBytes: number };

/**
 * "Other MIME types are often accepted" (facts §5.4): those that people send each other are, and any other one is not,
 * since nobody may build on it.
 */
const otherDocuments = [
  'application/zip',
  'application/json',
  'application/rtf',
  'application/xml',
  'application/vnd.oasis.opendocument.presentation',
  'application/vnd.oasis.opendocument.spreadsheet',
  'application/vnd.oasis.opendocument.text',
  'text/calendar',
  'text/csv',
  'text/vcard',
  'text/xml',
];

/** MIME types and largest sizes from the table of facts §5.4. */
const rules: Readonly<Record<MediaKind, KindRule>> = {
  audio: { mimeTypes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'], maxBytes: 16 * MB },
  image: { mimeTypes: ['image/jpeg', 'image/png'], maxBytes: 5 * MB },
  video: { mimeTypes: ['video/mp4', 'video/3gpp'], maxBytes: 16 * MB },
  document: {
    mimeTypes: [
      'text/plain',
      'application/pdf',
      'application/msword',
      'application/vnd.ms-excel',
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      ...otherDocuments,
    ],
    maxBytes: 100 * MB,
  },
  sticker: { mimeTypes: ['image/webp'], maxBytes: 500 * KB },
};

/** A sticker that does not move must be smaller (facts §5.4). */
const MAX_STATIC_STICKER_BYTES = 100 * KB;

export const MAX_MEDIA_BYTES = 100 * MB;

/** `audio/ogg; codecs=opus` → `audio/ogg`. */
export function bareMimeType(mimeType: string): string {
  return (mimeType.split(';')[0] ?? '').trim().toLowerCase();
}

/** The kind whose table row names this MIME type; undefined when none does. */
export function kindOf(mimeType: string): MediaKind | undefined {
  return mediaKinds.find((kind) => rules[kind].mimeTypes.includes(bareMimeType(mimeType)));
}

/** Ogg carries Opus alone (facts §5.4): another codec that the type names is refused. */
export function namesForeignCodec(mimeType: string): boolean {
  const codec = /;\s*codecs="?([^";]+)"?/i.exec(mimeType)?.[1];
  return bareMimeType(mimeType) === 'audio/ogg' && codec !== undefined && codec.trim().toLowerCase() !== 'opus';
}

/** The largest file of a kind in bytes; of a sticker it depends on whether it moves. */
export function maxBytesOf(kind: MediaKind, bytes: Uint8Array): number {
  return kind === 'sticker' && !isAnimatedWebp(bytes) ? MAX_STATIC_STICKER_BYTES : rules[kind].maxBytes;
}
