import { expect, test } from 'vitest';

import { zoomed, zoomWish } from './zoom.ts';

const PRESS = { type: 'keyDown', key: '+', control: true, meta: false, alt: false } as const;

test('Ctrl or Command with plus, minus and zero ask for the zoom', () => {
  const wishes = ['+', '=', '-', '_', '0'].map((key) => zoomWish({ ...PRESS, key }));
  expect(wishes).toEqual(['in', 'in', 'out', 'out', 'usual']);
  expect(zoomWish({ ...PRESS, control: false, meta: true })).toBe('in');
});

test.each([
  ['without Ctrl', { ...PRESS, control: false }],
  ['with Alt', { ...PRESS, alt: true }],
  ['with Ctrl and Command', { ...PRESS, meta: true }],
  ['of another key', { ...PRESS, key: 'k' }],
  ['when the key goes up', { ...PRESS, type: 'keyUp' }],
] as const)('a press %s does not', (_case, press) => {
  expect(zoomWish(press)).toBeNull();
});

test('the zoom goes step by step and ends at its ends', () => {
  expect([zoomed(1, 'in'), zoomed(1, 'out'), zoomed(1.3, 'in'), zoomed(1.3, 'out')]).toEqual([1.1, 0.9, 1.5, 1.25]);
  expect([zoomed(4, 'in'), zoomed(0.8, 'out'), zoomed(3, 'usual')]).toEqual([4, 0.8, 1]);
});
