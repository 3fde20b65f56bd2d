import { expect, test } from 'vitest';
import { isNodeRecent } from './node-version.mjs';

test.each([
  ['18.20.0', false],
  ['20.20.2', false],
  ['22.18.0', false],
  ['23.11.0', false],
  ['24.0.0', true],
  ['25.1.0', false],
  ['26.0.0', true],
  ['27.0.0', true],
])('Node %s can run the project: %s', (version, expected) => {
  expect(isNodeRecent(version)).toBe(expected);
});
