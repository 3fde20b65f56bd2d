import { expect, test } from 'vitest';
import { isPermitted, isReload } from './lock-down.ts';

const trusted = { isOurs: (id: number) => id === 1, origin: 'app://bundle' };
const ours = { webContentsId: 1, isMainFrame: true, url: 'app://bundle/' };

test('the main frame of the window may write plain text onto the clipboard', () => {
  expect(isPermitted('clipboard-sanitized-write', ours, trusted)).toBe(true);
});

test.each([
  ['another permission', 'clipboard-read', ours],
  ['a frame inside the page', 'clipboard-sanitized-write', { ...ours, isMainFrame: false }],
  ['another window', 'clipboard-sanitized-write', { ...ours, webContentsId: 2 }],
  ['nobody known', 'clipboard-sanitized-write', { ...ours, webContentsId: null }],
  ['another host', 'clipboard-sanitized-write', { ...ours, url: 'app://bundle.example/' }],
  ['another scheme', 'clipboard-sanitized-write', { ...ours, url: 'https://bundle/' }],
  ['no address', 'clipboard-sanitized-write', { ...ours, url: '' }],
])('%s is denied', (_case, permission, asker) => {
  expect(isPermitted(permission, asker, trusted)).toBe(false);
});

const shown = 'app://bundle/';

test('the main frame going to the very address that it shows is a reload', () => {
  expect(isReload({ isMainFrame: true, url: shown }, shown)).toBe(true);
});

test.each([
  { isMainFrame: false, url: shown },
  { isMainFrame: true, url: 'app://bundle/index.html' },
  { isMainFrame: true, url: 'app://elsewhere/' },
  { isMainFrame: true, url: 'https://example.com/' },
])('%o is no reload', (navigation) => {
  expect(isReload(navigation, shown)).toBe(false);
});
