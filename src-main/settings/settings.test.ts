import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { silentLog } from '../testing/silent-log.ts';
import { openSettings } from './settings.ts';

const placement = { x: 10, y: 20, width: 1000, height: 700, maximised: true };
const DEFAULTS = {
  v: 1,
  theme: 'system',
  contrast: 'system',
  density: 'comfortable',
  language: 'system',
  singleKeys: true,
  zoom: 1,
  window: null,
};
let folder = '';
let path = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
  path = join(folder, 'deeper', 'settings.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('an installation without settings starts with the defaults', () => {
  expect(openSettings(path, silentLog).current()).toEqual(DEFAULTS);
});

test('a change is there after a restart', () => {
  openSettings(path, silentLog).change({ theme: 'dark' });
  openSettings(path, silentLog).change({ window: placement });
  expect(openSettings(path, silentLog).current()).toEqual({ ...DEFAULTS, theme: 'dark', window: placement });
});

test('a file from before contrast and density keeps its theme and its window', () => {
  openSettings(path, silentLog).change({ theme: 'light' });
  writeFileSync(path, JSON.stringify({ v: 1, theme: 'dark', window: placement }));
  expect(openSettings(path, silentLog).current()).toEqual({ ...DEFAULTS, theme: 'dark', window: placement });
});

test.each(['', '{"v":1,', '{"v":2}', '[]', '{"v":1,"theme":"pink"}'])(
  'a broken file %j means the defaults, and a copy is kept',
  (text) => {
    openSettings(path, silentLog).change({ theme: 'dark' });
    writeFileSync(path, text);
    const settings = openSettings(path, silentLog);
    expect(settings.current()).toEqual(DEFAULTS);
    settings.change({ theme: 'light' });
    expect(readFileSync(`${path}.broken`, 'utf8')).toBe(text);
  },
);
