import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldText, foldWithPlaces } from './fold-text.ts';
import { matchedDigits, matchedPieces } from './matched-pieces.ts';
import { parseQuery, RANK, rankOf, searchable, type Rank, type Source } from './match.ts';

function rank(source: Source, query: string): Rank {
  return rankOf(searchable(source), parseQuery(query));
}

function marked(text: string, query: string): readonly string[] {
  return matchedPieces(text, parseQuery(query))
    .filter(({ isMatch }) => isMatch)
    .map((piece) => piece.text);
}

test.each([
  ['José Hernández', 'jose', RANK.beginning],
  ['José Hernández', 'HERNAND', RANK.word],
  ['José Hernández', 'her jo', RANK.word],
  ['José Hernández', 'jh', RANK.initials],
  ['José Hernández', 'nand', RANK.within],
  ['José Hernández', 'josx', RANK.none],
  ['Łukasz Strauß', 'lukasz strauss', RANK.beginning],
  ['Екатерина Воробьёва', 'воробьева', RANK.word],
  ['مُحَمَّد المنصوري', 'محمد', RANK.beginning],
  ['अदिति शर्मा', 'शर्म', RANK.word],
  ['王小明', '小明', RANK.within],
  ['王小明', '明', RANK.within],
  ['Tom O’Brien', 'brien', RANK.word],
  ['Anna', 'n', RANK.none],
])('%s is found by %s as well as it should be', (name, query, expected) => {
  expect(rank({ name }, query)).toBe(expected);
});

test.each(['5511947654321', '+55 11 94765-4321', '947 65', '00 55 11', '011 94765', '٩٤٧٦٥'])(
  'a phone number is found as typed: %s',
  (query) => {
    expect(rank({ name: 'Ana', phone: '+5511947654321' }, query)).toBe(RANK.phone);
  },
);

test('the last message is found by the beginnings of its words, below any name', () => {
  const source = { name: 'Ana', line: 'Order 10482, Спасибо' };
  expect([rank(source, '10482'), rank(source, 'спас'), rank(source, '0482'), rank(source, 'ana ord')]).toEqual([
    RANK.line,
    RANK.line,
    RANK.none,
    RANK.line,
  ]);
});

test('folding keeps the place of each unit, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { folded, places } = foldWithPlaces(text);
      expect(folded).toBe(foldText(text));
      expect(places).toHaveLength(folded.length);
      expect(places.every((place) => place < text.length)).toBe(true);
    }),
  );
});

test('any word of a name, and any beginning of it, finds the name', () => {
  const word = fc.string({ unit: fc.constantFrom(...Array.from('abcéøßжёمحशर्王3')), minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), fc.nat(), fc.nat(), (words, pick, length) => {
      const chosen = searchable({ name: words.join(' ') })
        .name.trim()
        .split(' ');
      const target = chosen[pick % chosen.length] ?? '';
      const query = target.slice(0, 1 + (length % target.length));
      expect(rank({ name: words.join(' ') }, query)).toBeGreaterThanOrEqual(RANK.word);
    }),
  );
});

test('the matched pieces together are the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (text, query) => {
      expect(
        matchedPieces(text, parseQuery(query))
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
    }),
  );
});

test('what was found is marked: beginnings of words before other places, accents with their letters', () => {
  expect(marked('Mariana Ana', 'ana')).toEqual(['Ana']);
  expect(marked('José Hernández', 'jose hernan')).toEqual(['José', 'Hernán']);
  expect(marked('Strauß', 'straus')).toEqual(['Strau']);
  expect(marked('王小明', '小')).toEqual(['小']);
  expect(marked('Luca', 'x')).toEqual([]);
});

test('digits are marked whatever stands between them', () => {
  expect(matchedDigits('+55 11 94765', parseQuery('1194'))).toEqual([
    { text: '+55 ', isMatch: false },
    { text: '11 94', isMatch: true },
    { text: '765', isMatch: false },
  ]);
});
