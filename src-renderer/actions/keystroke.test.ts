import { expect, test } from 'vitest';
import { isSingleKey, isStrokeOf, type Chord, type Keystroke } from './keystroke.ts';

function stroke(key: string, rest: Partial<Keystroke> = {}): Keystroke {
  return { key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...rest };
}

const J: Chord = { key: 'j' };
const PALETTE: Chord = { key: 'k', mod: true };
const HELP: Chord = { key: '?' };

test('a letter is found by what the key writes, with Caps Lock too', () => {
  expect(isStrokeOf(stroke('j', { code: 'KeyC' }), J, 'linux')).toBe(true);
  expect(isStrokeOf(stroke('J', { code: 'KeyJ' }), J, 'linux')).toBe(true);
  expect(isStrokeOf(stroke('h', { code: 'KeyJ' }), J, 'linux')).toBe(false);
});

test.each([
  ['Russian', 'о'],
  ['Arabic', 'ت'],
  ['Hindi', 'र'],
  ['Hindi, two signs on one key', 'ज्ञ'],
  ['Greek', 'ξ'],
])('a layout without Latin letters (%s) is read by the place of the key', (_layout, key) => {
  expect(isStrokeOf(stroke(key, { code: 'KeyJ' }), J, 'linux')).toBe(true);
  expect(isStrokeOf(stroke(key, { code: 'KeyK' }), J, 'linux')).toBe(false);
  expect(isStrokeOf(stroke(key, { code: 'KeyK', ctrlKey: true }), PALETTE, 'linux')).toBe(true);
});

test('a Latin letter with an accent is not taken for the key at its place', () => {
  expect(isStrokeOf(stroke('é', { code: 'Digit2' }), { key: '2' }, 'linux')).toBe(false);
});

test('digits and signs are found on layouts that shift them or write others', () => {
  expect(isStrokeOf(stroke('1', { code: 'Digit1', shiftKey: true }), { key: '1' }, 'linux')).toBe(true);
  expect(isStrokeOf(stroke('١', { code: 'Digit1' }), { key: '1' }, 'linux')).toBe(true);
  expect(isStrokeOf(stroke('?', { code: 'Minus', shiftKey: true }), HELP, 'linux')).toBe(true);
  expect(isStrokeOf(stroke('؟', { code: 'Slash', shiftKey: true }), HELP, 'linux')).toBe(true);
});

test('Shift makes another key of a letter and of a named key', () => {
  expect(isStrokeOf(stroke('J', { shiftKey: true }), J, 'linux')).toBe(false);
  expect(isStrokeOf(stroke('J', { shiftKey: true }), { key: 'j', shift: true }, 'linux')).toBe(true);
  expect(isStrokeOf(stroke('F6', { shiftKey: true }), { key: 'F6' }, 'linux')).toBe(false);
});

test('the modifier is Command on a Mac and Ctrl elsewhere; Alt is left to the layout', () => {
  const [control, command] = [stroke('k', { ctrlKey: true }), stroke('k', { metaKey: true })];
  expect([isStrokeOf(control, PALETTE, 'linux'), isStrokeOf(command, PALETTE, 'linux')]).toEqual([true, false]);
  expect([isStrokeOf(control, PALETTE, 'darwin'), isStrokeOf(command, PALETTE, 'darwin')]).toEqual([false, true]);
  expect(isStrokeOf(stroke('k', { ctrlKey: true, altKey: true }), PALETTE, 'linux')).toBe(false);
  expect(isStrokeOf(stroke('k'), PALETTE, 'linux')).toBe(false);
  expect(isStrokeOf(control, { key: 'k' }, 'linux')).toBe(false);
});

test('what writes something by itself is a single key', () => {
  expect([J, HELP, PALETTE, { key: 'Escape' }, { key: 'F6', shift: true as const }].map(isSingleKey)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
