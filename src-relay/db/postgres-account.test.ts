import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, test } from 'vitest';

import { refuseUnreachable } from './postgres-account.ts';

const STRANGER = { uid: 54_321, gid: 54_321 };

test('a data folder below one that the account may not enter is refused, with that folder', async () => {
  const home = await mkdtemp(path.join(tmpdir(), 'echodesk-test-'));
  const folder = path.join(home, 'relay', 'data');
  await mkdir(folder, { recursive: true });
  await chmod(home, 0o700);
  await expect(refuseUnreachable(STRANGER, [folder])).rejects.toThrow(`(${home})`);
  await chmod(home, 0o711);
  await expect(refuseUnreachable(STRANGER, [folder])).resolves.toBeUndefined();
  await rm(home, { recursive: true });
});
