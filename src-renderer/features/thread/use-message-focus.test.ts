import { expect, test } from 'vitest';
import { targetOfKey } from './use-message-focus.ts';

test('reading by key begins at the newest message, goes one by one and stops at the ends', () => {
  expect(targetOfKey('ArrowUp', null, 5)).toBe(4);
  expect(targetOfKey('ArrowUp', 4, 5)).toBe(3);
  expect(targetOfKey('ArrowUp', 0, 5)).toBe(0);
  expect(targetOfKey('ArrowDown', 4, 5)).toBe(4);
  expect([targetOfKey('Home', 3, 5), targetOfKey('End', 0, 5)]).toEqual([0, 4]);
  expect([targetOfKey('PageUp', 4, 5), targetOfKey('PageDown', 1, 20)]).toEqual([0, 9]);
});

test('a page is left to scrolling until a message has the focus; other keys lead nowhere', () => {
  expect([targetOfKey('PageUp', null, 5), targetOfKey('j', 2, 5)]).toEqual([null, null]);
});
