import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { expect, test } from 'vitest';

import { temporaryFolder } from '../testing/temporary-folder.ts';
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

test('a file that can not be read is named on stderr, without what a terminal would obey, and costs the others nothing', async () => {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, 'good.json'), DECLINED);
  const { code, lines, err } = await inspect(['missing\u001b[31m.json', 'good.json'], { cwd: folder.path });
  expect({ code, err }).toEqual({ code: 1, err: "missing\\u001b[31m.json: can't be read (ENOENT)\n" });
  expect(lines).toEqual([expect.stringMatching(/^\{"file":"good.json","events":\[\{"type":"history.declined"/)]);
});

test('standard input is a payload too', async () => {
  const { code, lines } = await inspect(['-'], { input: '{"object":"page"}' });
  expect({ code, lines }).toEqual({ code: 0, lines: ['{"file":"-","unrecognised":"not_envelope"}'] });
});

test('a command line that is wrong is answered with how to write it', async () => {
  const wrong = await Promise.all([inspect([]), inspect(['--verbose', 'x'])]);
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
