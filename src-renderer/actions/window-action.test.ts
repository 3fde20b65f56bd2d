import { expect, test } from 'vitest';
import { ACTIONS } from './action-table.ts';
import { PLACE_KEYS } from './place-keys.ts';
import type { Keystroke } from './keystroke.ts';
import { windowAction, type KeyRules } from './window-action.ts';

const RULES: KeyRules = { platform: 'linux', singleKeys: true, isWriting: false };

function idOf(key: string, rules: Partial<KeyRules> = {}, held: Partial<Keystroke> = {}): string | null {
  const stroke = { key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held };
  return windowAction(stroke, { ...RULES, ...rules })?.id ?? null;
}

test('single keys act where no text is written', () => {
  expect(['j', 'k', 'r', 'h', '?', '1', 'Escape', 'J', 'x'].map((key) => idOf(key))).toEqual([
    'next',
    'previous',
    'reply',
    'hand_over',
    'help',
    'filter_all',
    'back',
    'next',
    null,
  ]);
});

test('while a text is written, keys that write or move in it are left to it', () => {
  const writing = { isWriting: true };
  expect(['j', '?', 'Escape', '1'].map((key) => idOf(key, writing))).toEqual([null, null, null, null]);
  expect([idOf('End', writing, { ctrlKey: true }), idOf('Home', writing, { ctrlKey: true })]).toEqual([null, null]);
  expect([idOf('k', writing, { ctrlKey: true }), idOf('F6', writing)]).toEqual(['palette', 'next_region']);
});

test('single keys that are switched off do nothing, and all others stay', () => {
  const off = { singleKeys: false };
  expect(['j', 'r', '?', '1'].map((key) => idOf(key, off))).toEqual([null, null, null, null]);
  expect([idOf('Escape', off), idOf('/', off, { ctrlKey: true }), idOf('End', off, { ctrlKey: true })]).toEqual([
    'back',
    'help',
    'newest',
  ]);
});

test('no two actions have the same id or the same key', () => {
  const ids = ACTIONS.map(({ id }) => id);
  const keys = ACTIONS.flatMap((action) => action.keys.map((chord) => JSON.stringify(chord)));
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(keys).size).toBe(keys.length);
});

test('what only a place of the window takes is no window key', () => {
  const window = new Set(ACTIONS.flatMap((action) => action.keys.map((chord) => JSON.stringify(chord))));
  const both = PLACE_KEYS.flatMap(({ keys }) => keys).filter((chord) => window.has(JSON.stringify(chord)));
  expect(both).toEqual([]);
});
