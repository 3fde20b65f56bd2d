import { expect, test } from 'vitest';
import { ExpiringMap } from './expiring-map.ts';

test('a value is there for its whole life, and then nothing of it is kept', () => {
  let nowMs = 0;
  const map = new ExpiringMap<string>(() => nowMs, 100);
  map.set('a', 'first');
  nowMs = 40;
  map.set('b', 'second');
  nowMs = 99;
  expect([map.get('a'), map.get('b'), map.size]).toEqual(['first', 'second', 2]);
  nowMs = 100;
  expect([map.get('a'), map.get('b'), map.size]).toEqual([undefined, 'second', 1]);
  nowMs = 140;
  expect(map.size).toBe(0);
});

test('a value that is set again lives anew, and one that is deleted is gone', () => {
  let nowMs = 0;
  const map = new ExpiringMap<string>(() => nowMs, 100);
  map.set('a', 'first');
  map.set('b', 'other');
  nowMs = 60;
  map.set('a', 'again');
  map.delete('b');
  nowMs = 120;
  expect([map.get('a'), map.get('b'), map.size]).toEqual(['again', undefined, 1]);
  nowMs = 160;
  expect(map.size).toBe(0);
});
