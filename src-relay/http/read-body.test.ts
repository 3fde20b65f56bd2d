import { Readable } from 'node:stream';

import { expect, test } from 'vitest';

import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { BodyBudget } from './body-budget.ts';
import { NO_ROOM, readBody, TOO_LARGE } from './read-body.ts';

function bodyOf(...chunks: string[]) {
  return Readable.from(chunks.map((chunk) => Buffer.from(chunk)));
}

function roomFor(most: number) {
  return new BodyBudget({ most, slowAfterMs: 1000, clock: { now: () => epochMs(0) } });
}

test('a body up to the limit is given whole', async () => {
  expect(await readBody(bodyOf('abc', 'de'), 5, roomFor(100).hold())).toEqual(Buffer.from('abcde'));
  expect(await readBody(bodyOf(), 5, roomFor(100).hold())).toEqual(Buffer.alloc(0));
});

test('a body that is too large is heard to its end, so that its sender reads the answer', async () => {
  const body = bodyOf('abc', 'def', 'ghi');
  expect(await readBody(body, 5, roomFor(100).hold())).toBe(TOO_LARGE);
  expect(body.readableEnded).toBe(true);
});

test('a body without an end is cut off', async () => {
  let given = 0;
  const endless = Readable.from(
    (function* () {
      for (;;) {
        given += 1;
        yield Buffer.from('abc');
      }
    })(),
  );
  expect(await readBody(endless, 5, roomFor(100).hold())).toBe(TOO_LARGE);
  expect(endless.destroyed).toBe(true);
  expect(given).toBeLessThan(100);
});

test('a body without room is heard to its end and keeps none', async () => {
  const budget = roomFor(4);
  const body = bodyOf('abc', 'def', 'g');
  expect(await readBody(body, 10, budget.hold())).toBe(NO_ROOM);
  expect([body.readableEnded, budget.used]).toEqual([true, 0]);
});
