import { setImmediate as turn } from 'node:timers/promises';

import { expect, test } from 'vitest';

import { Turns } from './turns.ts';

test('a crowd comes in a few at a time, in its order, and others have their turns in between', async () => {
  const turns = new Turns(2);
  const came: (number | 'other')[] = [];
  const crowd = [1, 2, 3, 4, 5].map(async (each) => {
    await turns.next();
    came.push(each);
  });
  expect(turns.waiting).toBe(5);
  const others = (async () => {
    for (let count = 0; count < 3; count += 1) {
      await turn();
      came.push('other');
    }
  })();
  await Promise.all([...crowd, others]);
  expect(came.filter((each) => each !== 'other')).toEqual([1, 2, 3, 4, 5]);
  expect(came.indexOf('other')).toBeLessThan(came.indexOf(3));
  expect(came.lastIndexOf('other')).toBeGreaterThan(came.indexOf(4));
});
