import { textContent, type Content } from '../world/content.ts';
import type { MediaStore } from '../world/media.ts';
import { contentOf, type Said } from '../world/said.ts';

/** The content of what a caller lets somebody say: the short form for text, or the long one. */
export function saidContent(
  said: { readonly text?: string | undefined; readonly content?: Said | undefined },
  media: MediaStore,
): Content {
  return said.content === undefined ? textContent(said.text ?? '') : contentOf(said.content, media);
}
