import { expect, test } from 'vitest';
import { isInstalled } from './dependencies.mjs';

const wanted = {
  packages: {
    '': { version: '0.1.0' },
    'node_modules/a': { version: '1.0.0' },
    'node_modules/for-another-platform': { version: '1.0.0', optional: true },
  },
};

test.each([
  ['whole', { 'node_modules/a': { version: '1.0.0' } }, true],
  ['of another version', { 'node_modules/a': { version: '1.1.0' } }, false],
  ['empty', {}, false],
  ['with a leftover', { 'node_modules/a': { version: '1.0.0' }, 'node_modules/b': { version: '1.0.0' } }, false],
])('an installation that is %s', (_name, packages, expected) => {
  expect(isInstalled(wanted, { packages })).toBe(expected);
});
