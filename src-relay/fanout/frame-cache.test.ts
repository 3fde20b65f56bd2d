import { expect, test } from 'vitest';

import { FrameCache } from './frame-cache.ts';

test('a frame is made once for all consoles that get it, and forgotten after a while', () => {
  const cache = new FrameCache(2);
  const made: string[] = [];
  const take = (key: string) =>
    cache.take(key, () => {
      made.push(key);
      return Buffer.from(key);
    });
  expect(take('a')).toBe(take('a'));
  take('b');
  take('c');
  take('a');
  expect(made).toEqual(['a', 'b', 'c', 'a']);
});
