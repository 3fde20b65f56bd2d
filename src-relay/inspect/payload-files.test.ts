import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { temporaryFolder } from '../testing/temporary-folder.ts';
import { payloadFiles, type Found } from './payload-files.ts';

async function filesOf(path: string): Promise<readonly Found[]> {
  const found: Found[] = [];
  for await (const one of payloadFiles(path)) found.push(one);
  return found;
}

test('a folder is read in the order of its paths, with every name but hidden ones and links', async () => {
  await using folder = await temporaryFolder();
  const { path } = folder;
  await mkdir(join(path, 'a'));
  await mkdir(join(path, '.git'));
  for (const name of ['b.json', 'a/2', 'a/1.txt', 'a-b.json', '.hidden.json', '.git/config']) {
    await writeFile(join(path, name), '');
  }
  await symlink(path, join(path, 'a', 'loop'));
  const found = await filesOf(path);
  expect(found.map((one) => one.path)).toEqual(
    ['a-b.json', 'a/1.txt', 'a/2', 'b.json'].map((name) => join(path, name)),
  );
});

test('names that are no UTF-8 are found, in the order of their bytes, and lead to their files', async () => {
  await using folder = await temporaryFolder();
  for (const byte of [0xff, 0xfe]) {
    const inside = Buffer.concat([Buffer.from(`${folder.path}/`), Buffer.from([byte])]);
    await mkdir(inside);
    await writeFile(Buffer.concat([inside, Buffer.from('/x')]), `${byte}`);
  }
  const found = await filesOf(folder.path);
  expect(found.map(({ path }) => path)).toEqual(Array(2).fill(join(folder.path, '\ufffd', 'x')));
  const texts = found.map((one) => (one.kind === 'file' ? readFile(one.at, 'utf8') : one.error));
  expect(await Promise.all(texts)).toEqual(['254', '255']);
});

test('what is not there is found as a failure', async () => {
  expect(await filesOf('/nowhere/at all')).toMatchObject([
    { kind: 'failed', path: '/nowhere/at all', error: { code: 'ENOENT' } },
  ]);
});
