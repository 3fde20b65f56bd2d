import { readFileSync } from 'node:fs';
import type { MediaFile } from './media.ts';

export const sampleKinds = ['image', 'video', 'audio', 'document', 'sticker'] as const;
export type SampleKind = (typeof sampleKinds)[number];

const samples: Readonly<Record<SampleKind, { readonly file: string; readonly mimeType: string }>> = {
  image: { file: 'photo.png', mimeType: 'image/png' },
  video: { file: 'clip.mp4', mimeType: 'video/mp4' },
  audio: { file: 'voice.ogg', mimeType: 'audio/ogg; codecs=opus' },
  document: { file: 'price-list.pdf', mimeType: 'application/pdf' },
  sticker: { file: 'sticker.webp', mimeType: 'image/webp' },
};

/** A small file of a kind, for messages whose file does not matter. */
export function sampleFile(kind: SampleKind): MediaFile {
  const { file, mimeType } = samples[kind];
  return { bytes: readFileSync(new URL(`../samples/${file}`, import.meta.url)), mimeType, fileName: file };
}
