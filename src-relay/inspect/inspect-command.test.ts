import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { expectationPaths, payloadCorpus, PAYLOADS } from '../testing/payload-corpus.ts';

const ENTRY = fileURLToPath(new URL('../index.ts', import.meta.url));
const DECLINED = '{"history":[{"errors":[{"code":2593109}]}]}';

async function inspect(args: readonly string[], { input = '', cwd }: { input?: string; cwd?: string } = {}) {
  const child = spawn(process.execPath, [ENTRY, 'inspect', ...args], { cwd });
  child.stdin.end(input);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  const lines = out.split('\n');
  return { code: child.exitCode, lines: lines.slice(0, -1), isWholeLines: lines.at(-1) === '', err };
}

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'echodesk-test-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

test('each payload of the corpus is printed as what a person read in the documents, byte for byte', async () => {
  const corpus = payloadCorpus();
  const { code, lines, isWholeLines, err } = await inspect([PAYLOADS]);
  expect({ code, isWholeLines, err }).toEqual({ code: 0, isWholeLines: true, err: '' });
  const plain = lines.map((line) => JSON.stringify(JSON.parse(line)));
  expect(plain).toEqual(
    corpus.map(({ path, expected }) => JSON.stringify({ file: join(PAYLOADS, path), ...expected })),
  );
});

test('every expectation belongs to a payload', () => {
  const payloads = payloadCorpus().map(({ path }) => path.replace(/\.\w+$/, ''));
  expect(expectationPaths().toSorted()).toEqual(payloads.toSorted());
});

test('the same payloads give the same bytes', async () => {
  const [first, second] = await Promise.all([inspect([PAYLOADS]), inspect([PAYLOADS])]);
  expect(second.lines).toEqual(first.lines);
});

test('a file that can not be read is named on stderr and costs the others nothing', async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'good.json'), DECLINED);
  const { code, lines, err } = await inspect(['missing.json', 'good.json'], { cwd: folder.path });
  expect({ code, err }).toEqual({ code: 1, err: "missing.json: can't be read (ENOENT)\n" });
  expect(lines).toEqual([expect.stringMatching(/^\{"file":"good.json","events":\[\{"type":"history.declined"/)]);
});

test('a folder is read in the order of its paths, with every name but hidden ones and links', async () => {
  await using folder = await temporaryFolder();
  const { path } = folder;
  await mkdir(join(path, 'a'));
  await mkdir(join(path, '.git'));
  for (const name of ['b.json', 'a/2', 'a/1.txt', 'a-b.json', '.hidden.json', '.git/config']) {
    await writeFile(join(path, name), DECLINED);
  }
  await symlink(path, join(path, 'a', 'loop'));
  const { code, lines } = await inspect(['.'], { cwd: path });
  expect(code).toBe(0);
  expect(lines.map((line) => /"file":"([^"]*)"/.exec(line)?.[1])).toEqual(['a-b.json', 'a/1.txt', 'a/2', 'b.json']);
});

test('standard input is a payload too', async () => {
  const { code, lines } = await inspect(['-'], { input: '{"object":"page"}' });
  expect({ code, lines }).toEqual({ code: 0, lines: ['{"file":"-","unrecognised":"not_envelope"}'] });
});

test('what a terminal would obey is printed as an escape', async () => {
  const said = 'red \u009b31m and \u202eflipped';
  const { lines } = await inspect(['-'], {
    input: JSON.stringify({ field: 'history', value: { history: [{ errors: [{ title: said }] }] } }),
  });
  expect(lines[0]).toContain(String.raw`red \u009b31m and \u202eflipped`);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ events: [{ failures: [{ title: said }] }] });
});

test('a command line that is wrong is answered with how to write it', async () => {
  const wrong = [await inspect([]), await inspect(['--verbose', 'x'])];
  expect(wrong.map(({ code, lines }) => ({ code, lines }))).toEqual([
    { code: 2, lines: [] },
    { code: 2, lines: [] },
  ]);
  expect(wrong.every(({ err }) => err.includes('inspect FILE-OR-FOLDER'))).toBe(true);
});

test('--help says how it is written and what it ends with', async () => {
  const { code, lines, err } = await inspect(['--help']);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(lines.join('\n')).toMatch(/inspect FILE-OR-FOLDER[^]*Ends with 0; 1 when a file could not be read/);
});

test('a reader that goes away early is no failure', async () => {
  const child = spawn(process.execPath, [ENTRY, 'inspect', ...Array.from({ length: 40 }, () => PAYLOADS)]);
  const errors = text(child.stderr);
  await once(child.stdout, 'data');
  child.stdout.destroy();
  await once(child, 'close');
  expect({ code: child.exitCode, err: await errors }).toEqual({ code: 0, err: '' });
});
