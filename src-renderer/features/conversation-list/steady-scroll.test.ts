import { expect, test } from 'vitest';
import { conversation } from '../../devtools/seeds.ts';
import { anchorIndex, ROW_HEIGHT, scrollShift } from './steady-scroll.ts';

const [first, second, third] = [conversation(1, {}), conversation(2, {}), conversation(3, {})];

test('at the top with a resting pointer the newest may push the rest down', () => {
  expect(anchorIndex({ scrollTop: 0, pointer: null, now: 5000 })).toBeNull();
  expect(anchorIndex({ scrollTop: 0, pointer: { y: 200, at: 1000 }, now: 5000 })).toBeNull();
});

test('the row under a moving pointer stays under it', () => {
  expect(anchorIndex({ scrollTop: 0, pointer: { y: 2.5 * ROW_HEIGHT, at: 4500 }, now: 5000 })).toBe(2);
});

test('further down the first row in sight stays where it is', () => {
  expect(anchorIndex({ scrollTop: 10 * ROW_HEIGHT + 4, pointer: null, now: 5000 })).toBe(10);
});

test('the list scrolls by as much as the row has moved', () => {
  expect(scrollShift([third, first, second], first.id, 0)).toBe(ROW_HEIGHT);
  expect(scrollShift([first, second, third], third.id, 2)).toBe(0);
  expect(scrollShift([second, third, first], second.id, 1)).toBe(-ROW_HEIGHT);
  expect(scrollShift([first, second], third.id, 2)).toBe(0);
});
