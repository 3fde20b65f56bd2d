import { expect, test } from 'vitest';

import { epochMs } from './epoch-ms.ts';
import { makeUuidV7 } from './uuid-v7.ts';

test('an id is a UUID of version 7 that begins with its time', () => {
  const clock = { now: () => epochMs(0x01939d4e7c00) };
  const id = makeUuidV7(clock, (bytes) => bytes.fill(0xff));
  expect(id).toBe('01939d4e-7c00-7fff-bfff-ffffffffffff');
});

test('ids of later milliseconds sort later', () => {
  let now = 1_790_000_000_000;
  const clock = { now: () => epochMs((now += 1)) };
  const ids = Array.from({ length: 50 }, () => makeUuidV7(clock, (bytes) => bytes));
  expect(ids.toSorted()).toEqual(ids);
});
