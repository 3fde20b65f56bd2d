import { expect, test } from 'vitest';
import { rowsToDraw } from './rows-to-draw.ts';

const range = { startIndex: 10, endIndex: 12, overscan: 1, count: 100 };

test('the selected row exists also out of sight, in its order', () => {
  expect(rowsToDraw(range, -1)).toEqual([9, 10, 11, 12, 13]);
  expect(rowsToDraw(range, 11)).toEqual([9, 10, 11, 12, 13]);
  expect(rowsToDraw(range, 2)).toEqual([2, 9, 10, 11, 12, 13]);
  expect(rowsToDraw(range, 50)).toEqual([9, 10, 11, 12, 13, 50]);
});
