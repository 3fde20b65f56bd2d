import { expect, test } from 'vitest';
import { keyAction } from './key-action.ts';

const stroke = (key: string, held: Partial<Parameters<typeof keyAction>[0]> = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...held,
});

test('single keys act where no text is written', () => {
  const keys = ['j', 'k', 'r', 'h', '?', 'Escape', 'J', 'x'];
  expect(keys.map((key) => keyAction(stroke(key), false))).toEqual([
    'next',
    'previous',
    'reply',
    'hand_over',
    'help',
    'back',
    'next',
    null,
  ]);
});

test('single keys are letters while a text is written', () => {
  expect(['j', 'k', 'r', 'h', '?'].map((key) => keyAction(stroke(key), true))).toEqual([null, null, null, null, null]);
});

test('keys with Ctrl or Command act everywhere, and those of the system are left alone', () => {
  expect([
    keyAction(stroke('b', { ctrlKey: true }), true),
    keyAction(stroke('b', { metaKey: true }), false),
    keyAction(stroke('r', { ctrlKey: true }), false),
    keyAction(stroke('j', { altKey: true }), false),
  ]).toEqual(['toggle_context', 'toggle_context', null, null]);
});
