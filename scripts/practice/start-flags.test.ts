import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parseStartFlags } from './start-flags.ts';

test('nothing is chosen by default', () => {
  expect(parseStartFlags([])).toEqual({
    theme: undefined,
    keep: false,
    screenshot: undefined,
    seed: undefined,
    speed: 1,
  });
});

test('many flags together', () => {
  const line = ['--theme', 'dark', '--screenshot', 'shot.png', '--seed', 'monday', '--speed', '2.5'];
  expect(parseStartFlags(line)).toEqual({
    theme: 'dark',
    keep: false,
    screenshot: resolve('shot.png'),
    seed: 'monday',
    speed: 2.5,
  });
  expect(parseStartFlags(['--keep'])).toMatchObject({ keep: true });
});

test.each([
  ['an unknown theme', ['--theme', 'blue'], 'There is no theme "blue".'],
  ['a speed that is no number', ['--speed', 'fast'], 'There is no speed "fast".'],
  ['a speed of zero', ['--speed', '0'], 'There is no speed "0".'],
  ['a seed for what is kept', ['--seed', 'monday', '--keep'], 'A seed begins a morning from nothing'],
  ['an empty seed', ['--seed', ''], 'A seed is at least one character.'],
  ['an unknown flag', ['--them', 'dark'], "Unknown option '--them'"],
  ['a file left out', ['--screenshot'], 'argument missing'],
])('%s is refused with a sentence', (_name, args, sentence) => {
  expect(() => parseStartFlags(args)).toThrow(sentence);
});
