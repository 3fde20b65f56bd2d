import { expect, test } from 'vitest';

import { isNestedDeeper } from './json-depth.ts';

test.for([
  ['[[[]]]', false],
  ['[[[[]]]]', true],
  ['{"a":[{"b":[]}]}', true],
  ['[[],[],[],[[],{}]]', false],
  ['{"a":"[[[[[["}', false],
  ['null', false],
  ['1', false],
] as const)('%s is nested deeper than 3 levels: %s', ([text, expected]) => {
  expect(isNestedDeeper(JSON.parse(text), 3)).toBe(expected);
});

test('a depth at which recursion ends is told too', () => {
  expect(isNestedDeeper(JSON.parse('['.repeat(1_000_000) + ']'.repeat(1_000_000)), 500)).toBe(true);
});
