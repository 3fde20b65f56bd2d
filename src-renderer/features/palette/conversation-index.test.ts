import { expect, test } from 'vitest';
import { conversation } from '../../devtools/seeds.ts';
import { createConversationIndex } from './conversation-index.ts';
import { parseQuery } from './match.ts';

const ALWAYS = () => true;
const names = ['Ana Ribeiro', 'Mariana', 'Bruno Anand', 'Luca'];
const rows = names.map((name, place) => conversation(place + 1, { name }));

function namesFound(index: ReturnType<typeof createConversationIndex>, query: string): readonly (string | null)[] {
  return index.search(parseQuery(query), 10).conversations.map(({ name }) => name);
}

test('better finds come first, and as good ones in the order of the list', () => {
  const index = createConversationIndex();
  expect(index.prepare(rows, ALWAYS)).toBe(true);
  expect(namesFound(index, 'ana')).toEqual(['Ana Ribeiro', 'Bruno Anand', 'Mariana']);
  expect(namesFound(index, 'zoe')).toEqual([]);
});

test('at most so many are given, and all are counted', () => {
  const index = createConversationIndex();
  const many = Array.from({ length: 100 }, (_, place) => conversation(place + 1, { name: `Ana ${place}` }));
  index.prepare(many, ALWAYS);
  const found = index.search(parseQuery('ana'), 10);
  expect([found.conversations.length, found.total]).toEqual([10, 100]);
});

test('it is made ready in slices, and answers from what there is', () => {
  const many = Array.from({ length: 100 }, (_, place) => conversation(place + 1, { name: `Ana ${place}` }));
  const index = createConversationIndex();
  let looks = 0;
  const once = () => (looks += 1) % 2 === 1;
  expect(index.prepare(many, once)).toBe(false);
  const first = index.search(parseQuery('ana'), 10).total;
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(100);
  let slices = 1;
  while (!index.prepare(many, once)) slices += 1;
  expect(slices).toBeGreaterThan(3);
  expect(index.search(parseQuery('ana'), 10).total).toBe(100);
});

test('a changed conversation is found by what it is now', () => {
  const index = createConversationIndex();
  index.prepare(rows, ALWAYS);
  index.prepare([conversation(4, { name: 'Zoë' }), ...rows.slice(0, 3)], ALWAYS);
  expect(namesFound(index, 'zoe')).toEqual(['Zoë']);
  expect(namesFound(index, 'luca')).toEqual([]);
});
