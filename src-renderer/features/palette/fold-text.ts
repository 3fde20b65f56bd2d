/**
 * Makes texts comparable the way people search: case, accents, Arabic vowel signs and the script of digits don't count.
 * Vowel signs of Indic scripts stay: there they are letters.
 *
 * Folding goes code point by code point, so that every place of the folded text has its place in the original.
 */

const ASCII = /^[\0-\u007f]*$/;
/** Accents of Latin, Greek and Cyrillic; points of Hebrew; vowel signs, tatweel and superscript alef of Arabic. */
const IGNORED = /[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670]/gu;
const DIGIT = /^\p{Nd}$/u;
/** Letters that no decomposition takes apart. */
const LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({ ß: 'ss', ø: 'o', ł: 'l', đ: 'd', ı: 'i', æ: 'ae', œ: 'oe', ς: 'σ' }),
);

const folded = new Map<string, string>();

/** `text` as it is compared. */
export function foldText(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  let result = '';
  for (const character of text) result += foldCharacter(character);
  return result;
}

/** {@link foldText} with, for each of its UTF-16 units, where the character it came from begins in `text`. */
export function foldWithPlaces(text: string): { readonly folded: string; readonly places: readonly number[] } {
  const places: number[] = [];
  let result = '';
  let place = 0;
  for (const character of text) {
    const piece = foldCharacter(character);
    for (let unit = 0; unit < piece.length; unit += 1) places.push(place);
    result += piece;
    place += character.length;
  }
  return { folded: result, places };
}

function foldCharacter(character: string): string {
  const known = folded.get(character);
  if (known !== undefined) return known;
  const plain = character.normalize('NFKD').replaceAll(IGNORED, '').toLowerCase();
  const piece = Array.from(plain, (letter) => LETTERS.get(letter) ?? asciiDigit(letter)).join('');
  folded.set(character, piece);
  return piece;
}

/** Digits of every script stand in a row from zero to nine. */
function asciiDigit(letter: string): string {
  if (!DIGIT.test(letter)) return letter;
  const code = letter.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && DIGIT.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}
