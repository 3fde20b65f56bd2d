import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { silentLog } from '../testing/silent-log.ts';
import { openDeviceId } from './device-id.ts';

const first = '0b0bbd5e-7d7f-4b0a-9c53-0b3f4d4c1a11';
const second = '1b0bbd5e-7d7f-4b0a-9c53-0b3f4d4c1a11';

test('an installation makes its id once; a damaged one makes another', () => {
  const folder = mkdtempSync(join(tmpdir(), 'device-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const path = join(folder, 'device.json');
  expect(openDeviceId(path, () => first, silentLog)).toBe(first);
  expect(openDeviceId(path, () => second, silentLog)).toBe(first);
  writeFileSync(path, '{"v":1,"device":"nobody"}');
  expect(openDeviceId(path, () => second, silentLog)).toBe(second);
});
