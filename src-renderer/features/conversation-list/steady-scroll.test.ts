import { expect, test } from 'vitest';
import { conversation } from '../../devtools/seeds.ts';
import { anchorIndex, scrollShift } from './steady-scroll.ts';

const rowHeight = 72;
const [first, second, third] = [conversation(1, {}), conversation(2, {}), conversation(3, {})];

test('at the top with a resting pointer the newest may push the rest down', () => {
  expect(anchorIndex({ scrollTop: 0, pointer: null, now: 5000, rowHeight })).toBeNull();
  expect(anchorIndex({ scrollTop: 0, pointer: { y: 200, at: 1000 }, now: 5000, rowHeight })).toBeNull();
});

test('the row under a moving pointer stays under it', () => {
  expect(anchorIndex({ scrollTop: 0, pointer: { y: 2.5 * rowHeight, at: 4500 }, now: 5000, rowHeight })).toBe(2);
});

test('further down the first row in sight stays where it is', () => {
  expect(anchorIndex({ scrollTop: 10 * rowHeight + 4, pointer: null, now: 5000, rowHeight })).toBe(10);
});

test('the list scrolls by as much as the row has moved', () => {
  expect(scrollShift([third, first, second], { anchor: first.id, index: 0, rowHeight })).toBe(rowHeight);
  expect(scrollShift([first, second, third], { anchor: third.id, index: 2, rowHeight })).toBe(0);
  expect(scrollShift([second, third, first], { anchor: second.id, index: 1, rowHeight })).toBe(-rowHeight);
  expect(scrollShift([first, second], { anchor: third.id, index: 2, rowHeight })).toBe(0);
});
