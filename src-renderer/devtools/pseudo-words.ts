import type { Text } from '../text/create-text.ts';
import type { Wording } from './gallery-query.ts';

/** Translations of short English words need up to so much more room. */
const GROWTH = 0.4;
const LATIN = 'abcdefghijklmnopqrstuvwxyz';
const ARABIC = 'ابثدعفجهيزكلمنوپقرستغڤؤخىظ';

/** `text` with its words made longer, or right-to-left, so that one sees what a translation will do. */
export function withWording(text: Text, wording: Wording): Text {
  switch (wording) {
    case 'own':
      return text;
    case 'long':
      return { ...text, t: (key, values) => lengthened(text.t(key, values)) };
    case 'rtl':
      return { ...text, t: (key, values) => turned(text.t(key, values)) };
  }
}

function lengthened(words: string): string {
  const rest = Math.ceil(words.length * GROWTH);
  const vowels = 'áéíóú'.repeat(Math.ceil(rest / 5));
  return words.length < 2 ? words : `${words}${words.includes(' ') ? ' ' : ''}${vowels.slice(0, rest)}`;
}

function turned(words: string): string {
  return words.replaceAll(/[a-z]/gi, (letter) => ARABIC[LATIN.indexOf(letter.toLowerCase())] ?? letter);
}
