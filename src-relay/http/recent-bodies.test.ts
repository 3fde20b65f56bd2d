import { expect, test } from 'vitest';

import { RecentBodies } from './recent-bodies.ts';

test('a body is repeated from its second time on, for as long as it is among the last ones', () => {
  const recent = new RecentBodies(2);
  const seen = (signature: string) => recent.isRepeated(signature);
  expect(['a', 'b', 'a', 'a'].map(seen)).toEqual([false, false, true, true]);
  expect(['c', 'b', 'a'].map(seen)).toEqual([false, false, false]);
});
