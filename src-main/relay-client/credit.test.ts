import { expect, test } from 'vitest';

import { Credit } from './credit.ts';

test('the socket pauses at the limit and goes on under half of it', () => {
  const credit = new Credit(100);
  expect([credit.spend(60), credit.spend(39), credit.spend(1), credit.spend(500)]).toEqual([false, false, true, false]);
  expect(credit.isPaused).toBe(true);
  expect([credit.giveBack(500), credit.giveBack(50), credit.giveBack(1), credit.giveBack(1)]).toEqual([
    false,
    false,
    true,
    false,
  ]);
  expect(credit.isPaused).toBe(false);
});

test('one message above the limit passes alone', () => {
  const credit = new Credit(100);
  expect(credit.spend(1000)).toBe(true);
  expect(credit.giveBack(1000)).toBe(true);
});

test('what is given back too much is not kept', () => {
  const credit = new Credit(100);
  credit.giveBack(1000);
  expect(credit.spend(100)).toBe(true);
});
