const HUES = 8;
const GOLDEN_RATIO_32 = 0x9e3779b1;
const WORD_WITH_LETTER = /[\p{L}\p{N}]/u;

/** One of 8 hues, the same for the same number, spread so that neighbours differ. */
export function avatarHue(id: number): number {
  return (Math.imul(id + 1, GOLDEN_RATIO_32) >>> 0) % HUES;
}

/** The first letters of the first and the last word; empty for a name without letters. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/u).filter((word) => WORD_WITH_LETTER.test(word));
  const first = words.at(0);
  const last = words.length > 1 ? words.at(-1) : undefined;
  return [first, last].map(firstLetter).join('');
}

function firstLetter(word: string | undefined): string {
  const [letter = ''] = WORD_WITH_LETTER.exec(word ?? '') ?? [];
  return letter.toLocaleUpperCase();
}
