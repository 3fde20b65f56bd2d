import type { PlayLine } from '../play/script.ts';

/** The words of a line: its text, or what stands under a picture; undefined where there are none. */
export function wordsOf(line: PlayLine): string | undefined {
  if (line.does === 'changes') return line.text;
  if (line.does === 'reacts') return line.emoji;
  const { content } = line;
  if (content.type === 'text') return content.text.body;
  return content.type === 'image' ? content.image?.caption : undefined;
}
