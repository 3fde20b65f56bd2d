/**
 * What a query finds, and how well. Pure.
 *
 * Words of the query may stand in any order; each must be found. A word is found as the beginning of a word of the name,
 * within the name, by the initials, or in the last message; digits are found in the phone number too.
 */
import { foldText } from './fold-text.ts';

/** A text made ready to be searched. */
export type Searchable = {
  /** Folded words, each after a space. */
  readonly name: string;
  readonly initials: string;
  /** Digits alone. */
  readonly phone: string;
  /** Folded words, each after a space. */
  readonly line: string;
};

/** A word of a query, with what is asked of it again for each of 50,000 entries. */
type Word = {
  readonly plain: string;
  /** With the space before it: finds beginnings of words. */
  readonly spaced: string;
  /** Of a script that puts no spaces between words. */
  readonly isUnspaced: boolean;
};

export type Query = {
  readonly words: readonly Word[];
  /** All words, as they stand at the beginning of a name. */
  readonly whole: string;
  /** Digits where the query looks like a phone number, without the zeros that only dial; else ''. */
  readonly phone: string;
};

/** How well something was found; higher is better. */
export const RANK = { none: 0, line: 1, within: 2, phone: 3, initials: 3, word: 4, beginning: 5 } as const;
export type Rank = (typeof RANK)[keyof typeof RANK];

const BETWEEN_WORDS = /[^\p{L}\p{N}\p{M}]+/u;
const PHONE_LIKE = /^[\d\s+()./-]+$/;
/** Scripts that put no spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const FEWEST_WITHIN = 2;
const FEWEST_PHONE_DIGITS = 2;
const FEWEST_IN_LINE = 3;
const LINE_LENGTH = 80;

export type Source = { readonly name: string; readonly phone?: string | null; readonly line?: string | null };

export function searchable({ name, phone = null, line = null }: Source): Searchable {
  const words = wordsOf(name);
  return {
    name: spaced(words),
    initials: words.map((word) => firstOf(word)).join(''),
    phone: digitsOf(phone ?? ''),
    line: line === null ? '' : spaced(wordsOf(line.slice(0, LINE_LENGTH))),
  };
}

export function parseQuery(text: string): Query {
  const folded = foldText(text).trim();
  const words = wordsOf(folded);
  const phone = PHONE_LIKE.test(folded) ? digitsOf(folded).replace(/^0+/, '') : '';
  return {
    words: words.map((plain) => ({ plain, spaced: ` ${plain}`, isUnspaced: UNSPACED.test(plain) })),
    whole: spaced(words),
    phone: phone.length < FEWEST_PHONE_DIGITS ? '' : phone,
  };
}

export function isEmptyQuery({ words, phone }: Query): boolean {
  return words.length === 0 && phone === '';
}

/** How well `query`, which must not be empty, finds `entry`. */
export function rankOf(entry: Searchable, query: Query): Rank {
  if (query.phone !== '' && entry.phone.includes(query.phone)) return RANK.phone;
  let worst: Rank = query.words.length === 0 ? RANK.none : RANK.beginning;
  for (const word of query.words) {
    const rank = wordRank(entry, word);
    if (rank < worst) worst = rank;
    if (rank === RANK.none) break;
  }
  if (worst === RANK.word && entry.name.startsWith(query.whole)) return RANK.beginning;
  return worst < RANK.initials && isInitials(entry, query) ? RANK.initials : worst;
}

function wordRank({ name, line }: Searchable, { plain, spaced: atBeginning, isUnspaced }: Word): Rank {
  if (name.includes(atBeginning)) return RANK.word;
  if (plain.length < FEWEST_WITHIN && !isUnspaced) return RANK.none;
  if (name.includes(plain)) return RANK.within;
  if (isUnspaced) return line.includes(plain) ? RANK.line : RANK.none;
  return plain.length >= FEWEST_IN_LINE && line.includes(atBeginning) ? RANK.line : RANK.none;
}

function isInitials({ initials }: Searchable, { words }: Query): boolean {
  const [only, another] = words;
  return only !== undefined && another === undefined && only.plain.length > 1 && initials.startsWith(only.plain);
}

function wordsOf(text: string): string[] {
  return foldText(text).split(BETWEEN_WORDS).filter(Boolean);
}

function spaced(words: readonly string[]): string {
  return words.map((word) => ` ${word}`).join('');
}

function digitsOf(text: string): string {
  return foldText(text).replaceAll(/\D/g, '');
}

function firstOf(word: string): string {
  return String.fromCodePoint(word.codePointAt(0) ?? 0);
}
