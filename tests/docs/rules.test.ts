import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const testFiles = ['src-*/**/*.test.{ts,tsx}', 'src-*/**/*.conformance.ts', 'tests/**/*.{test,spec}.ts'];

async function rulesOnThePage(): Promise<Set<string>> {
  const page = await readFile(join(root, 'docs/protocol.md'), 'utf8');
  return new Set(page.match(/(?<=^- \*\*)[A-Z]\d+(?=\*\*)/gm) ?? []);
}

async function rulesThatTestsShow(): Promise<Set<string>> {
  const shown = new Set<string>();
  for await (const path of glob(testFiles, { cwd: root })) {
    const source = await readFile(join(root, path), 'utf8');
    for (const rule of source.match(/(?<=\btest\(\s*['"`])[A-Z]\d+(?= )/g) ?? []) shown.add(rule);
  }
  return shown;
}

test('every rule of the protocol page is shown by a test that begins with its id, and no test shows an unwritten one', async () => {
  const [written, shown] = await Promise.all([rulesOnThePage(), rulesThatTestsShow()]);
  expect([...shown].toSorted()).toEqual([...written].toSorted());
});
