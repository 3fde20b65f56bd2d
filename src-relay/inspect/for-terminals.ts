/** What a terminal would obey instead of showing: control characters, and those that turn the direction of text. */
const NOT_FOR_TERMINALS = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;
const HEXADECIMAL = 16;

/** The text with `\uXXXX` in the place of such characters; inside of JSON strings it still means the same. */
export function forTerminals(text: string): string {
  return text.replaceAll(NOT_FOR_TERMINALS, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(HEXADECIMAL).padStart(4, '0')}`;
}
