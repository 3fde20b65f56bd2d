import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { ManualTime } from '../testing/manual-time.ts';
import { openLogFile } from './log-file.ts';
import { createLog } from './log.ts';

test('an entry is one line, and a field can not take the place of what every entry has', () => {
  const lines: string[] = [];
  createLog(new ManualTime().clock, (line) => lines.push(line)).warn('link_moved', { from: 'live', event: 'else' });
  expect(lines).toEqual(['{"from":"live","event":"link_moved","at":"2023-11-14T22:13:20.000Z","level":"warn"}\n']);
});

test('the file grows by lines; one that has grown too large is put aside at a start', () => {
  const folder = mkdtempSync(join(tmpdir(), 'log-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, 'logs', 'main.log');
  openLogFile(path)('one\n');
  openLogFile(path)('two\n');
  expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n');
  expect(statSync(path).mode & 0o077).toBe(0);
  writeFileSync(path, 'x'.repeat(2 * 1024 * 1024 + 1));
  openLogFile(path)('three\n');
  expect(readFileSync(path, 'utf8')).toBe('three\n');
  expect(statSync(`${path}.1`).size).toBe(2 * 1024 * 1024 + 1);
});
