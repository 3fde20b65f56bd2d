import { expect, test } from 'vitest';

import { GroupedLookup } from './grouped-lookup.ts';

type Query = { readonly keys: readonly string[]; readonly answer: PromiseWithResolvers<ReadonlyMap<string, number>> };

function stage(most = 10) {
  const queries: Query[] = [];
  const lookup = new GroupedLookup<string, number>((keys) => {
    const answer = Promise.withResolvers<ReadonlyMap<string, number>>();
    queries.push({ keys, answer });
    return answer.promise;
  }, most);
  return { lookup, queries };
}

test('what is asked while a look-up runs is one look-up afterwards, each key once', async () => {
  const { lookup, queries } = stage();
  const first = lookup.find('a');
  const others = [lookup.find('b'), lookup.find('c'), lookup.find('b'), lookup.find('a')];
  expect(queries.map(({ keys }) => keys)).toEqual([['a']]);
  queries[0]?.answer.resolve(new Map([['a', 1]]));
  expect(await first).toBe(1);
  expect(queries[1]?.keys).toEqual(['b', 'c', 'a']);
  queries[1]?.answer.resolve(
    new Map([
      ['a', 2],
      ['b', 3],
    ]),
  );
  expect(await Promise.all(others)).toEqual([3, undefined, 3, 2]);
});

test('a look-up that fails fails its askers and not the next ones', async () => {
  const { lookup, queries } = stage();
  const first = lookup.find('a');
  const second = lookup.find('b');
  queries[0]?.answer.reject(new Error('the database is away'));
  await expect(first).rejects.toThrow('the database is away');
  queries[1]?.answer.resolve(new Map([['b', 2]]));
  expect(await second).toBe(2);
});

test('a look-up takes no more keys than it may', async () => {
  const { lookup, queries } = stage(2);
  const found = ['a', 'b', 'c', 'd'].map((key) => lookup.find(key));
  queries[0]?.answer.resolve(new Map([['a', 1]]));
  await found[0];
  queries[1]?.answer.resolve(new Map([['b', 2]]));
  await found[2];
  queries[2]?.answer.resolve(new Map([['d', 4]]));
  expect(queries.map(({ keys }) => keys)).toEqual([['a'], ['b', 'c'], ['d']]);
  expect(await Promise.all(found)).toEqual([1, 2, undefined, 4]);
});
