import { PassThrough } from 'node:stream';

import { expect, test } from 'vitest';

import { Newcomers } from './newcomers.ts';

function crowd(most: number, count: number) {
  let letGo = 0;
  const newcomers = new Newcomers({ most, onLetGo: () => (letGo += 1) });
  const connections = Array.from({ length: count }, () => new PassThrough());
  return { newcomers, connections, letGo: () => letGo };
}

test('above the bound the oldest newcomers are let go, and never the newest', () => {
  const { newcomers, connections, letGo } = crowd(2, 5);
  for (const connection of connections) newcomers.connected(connection);
  expect(connections.map(({ destroyed }) => destroyed)).toEqual([true, true, true, false, false]);
  expect([newcomers.count, letGo()]).toEqual([2, 3]);
});

test('who has proven itself is not let go, however many come after it', () => {
  const { newcomers, connections } = crowd(1, 4);
  for (const connection of connections) {
    newcomers.connected(connection);
    if (connection === connections[0]) newcomers.proved(connection);
  }
  expect(connections.map(({ destroyed }) => destroyed)).toEqual([false, true, true, false]);
});

test('who has gone takes no place', async () => {
  const { newcomers, connections } = crowd(1, 2);
  const [first = new PassThrough(), second = new PassThrough()] = connections;
  newcomers.connected(first);
  const gone = new Promise((resolve) => first.once('close', resolve));
  first.destroy();
  await gone;
  newcomers.connected(second);
  expect([newcomers.count, second.destroyed]).toEqual([1, false]);
});
