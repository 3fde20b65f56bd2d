import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parseStartFlags } from './start-flags.ts';

test('nothing is chosen by default', () => {
  expect(parseStartFlags([])).toEqual({ theme: undefined, keep: false, screenshot: undefined });
});

test('all flags together', () => {
  expect(parseStartFlags(['--theme', 'dark', '--keep', '--screenshot', 'shot.png'])).toEqual({
    theme: 'dark',
    keep: true,
    screenshot: resolve('shot.png'),
  });
});

test.each([
  ['an unknown theme', ['--theme', 'blue'], 'There is no theme "blue".'],
  ['an unknown flag', ['--them', 'dark'], "Unknown option '--them'"],
  ['a file left out', ['--screenshot'], 'argument missing'],
])('%s is refused with a sentence', (_name, args, sentence) => {
  expect(() => parseStartFlags(args)).toThrow(sentence);
});
