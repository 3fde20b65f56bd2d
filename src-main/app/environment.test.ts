import { expect, test } from 'vitest';

import { mayUsePracticeToken, readEnvironment } from './environment.ts';

test('an empty environment asks for nothing', () => {
  const nothing = { relayUrl: null, practiceToken: null, dataFolder: null, theme: null, rendererUrl: null };
  expect(readEnvironment({})).toEqual(nothing);
  expect(readEnvironment({ ECHODESK_RELAY_URL: ' ', ECHODESK_TOKEN: '', ECHODESK_THEME: 'pink' })).toEqual(nothing);
});

test('what the environment asks for is read', () => {
  const variables = {
    ECHODESK_RELAY_URL: 'http://127.0.0.1:1',
    ECHODESK_TOKEN: 't',
    ECHODESK_USER_DATA: '/d',
    ECHODESK_THEME: 'dark',
    ELECTRON_RENDERER_URL: 'http://localhost:2',
  };
  expect(readEnvironment(variables)).toEqual({
    relayUrl: 'http://127.0.0.1:1',
    practiceToken: 't',
    dataFolder: '/d',
    theme: 'dark',
    rendererUrl: 'http://localhost:2',
  });
});

test('a packaged console takes a practice token only for a relay on this machine', () => {
  expect(mayUsePracticeToken({ isPackaged: true, isLoopback: false })).toBe(false);
  expect(mayUsePracticeToken({ isPackaged: true, isLoopback: true })).toBe(true);
  expect(mayUsePracticeToken({ isPackaged: false, isLoopback: false })).toBe(true);
});
