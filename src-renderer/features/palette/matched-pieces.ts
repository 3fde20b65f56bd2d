import { foldWithPlaces } from './fold-text.ts';
import type { Query } from './match.ts';

/** A stretch of a text, and whether the query found it. */
export type Piece = { readonly text: string; readonly isMatch: boolean };

type Range = { readonly start: number; readonly end: number };

const WORD_PART = /[\p{L}\p{N}\p{M}]/u;

/** `text` cut where the words of `query` were found in it; beginnings of words before other places. */
export function matchedPieces(text: string, query: Query): readonly Piece[] {
  const { folded, places } = foldWithPlaces(text);
  const ranges = query.words.flatMap(({ plain }) => {
    const found = placeOfWord(folded, plain);
    return found === -1 ? [] : [{ start: places[found] ?? 0, end: places[found + plain.length] ?? text.length }];
  });
  return cut(text, ranges);
}

/** `phone` cut where the digits of `query` stand in it, whatever stands between them. */
export function matchedDigits(phone: string, query: Query): readonly Piece[] {
  const places = [...phone.matchAll(/\d/g)].map(({ index }) => index);
  const found =
    query.phone === ''
      ? -1
      : places
          .map((place) => phone[place])
          .join('')
          .indexOf(query.phone);
  const [start, last] = [places[found], places[found + query.phone.length - 1]];
  return cut(phone, start === undefined || last === undefined ? [] : [{ start, end: last + 1 }]);
}

function placeOfWord(folded: string, word: string): number {
  let place = folded.indexOf(word);
  const anywhere = place;
  while (place > 0 && WORD_PART.test(folded[place - 1] ?? '')) place = folded.indexOf(word, place + 1);
  return place === -1 ? anywhere : place;
}

function cut(text: string, ranges: readonly Range[]): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const { start, end } of ranges.toSorted((left, right) => left.start - right.start)) {
    if (end <= from) continue;
    const begin = Math.max(from, start);
    pieces.push({ text: text.slice(from, begin), isMatch: false }, { text: text.slice(begin, end), isMatch: true });
    from = end;
  }
  pieces.push({ text: text.slice(from), isMatch: false });
  return pieces.filter((piece) => piece.text !== '');
}
