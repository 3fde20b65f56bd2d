import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { SCHEMA_CHANGES } from '../db/migrate.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { runRelayCommand } from '../testing/relay-command.ts';

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres[Symbol.asyncDispose]());

const CHANGES = Object.keys(SCHEMA_CHANGES);

test('migrate says what it would make, makes it, and then has nothing to make', async () => {
  const environment = { DATABASE_URL: await postgres.createDatabase() };
  const dry = await runRelayCommand(['migrate', '--dry-run'], environment);
  expect(dry).toMatchObject({ code: 0, printed: CHANGES.map((name) => `would make ${name}\n`).join('') });
  const real = await runRelayCommand(['migrate', '--json'], environment);
  expect(JSON.parse(real.printed)).toEqual({ made: CHANGES, pending: [] });
  const again = await runRelayCommand(['migrate'], environment);
  expect(again).toMatchObject({ code: 0, printed: 'The database is up to date.\n' });
});

test('--config gives a command its settings', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'echodesk-commands-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, 'relay.json');
  await writeFile(path.join(folder, 'url'), await postgres.createDatabase());
  await writeFile(file, JSON.stringify({ DATABASE_URL_FILE: 'url' }));
  expect(await runRelayCommand(['setup-code', '--config', file], {})).toMatchObject({
    code: 0,
    said: '',
    printed: expect.stringMatching(/^([0-9A-Z]{5}-){4}[0-9A-Z]{5}\n$/) as unknown,
  });
});

test.for<[string, readonly string[], Readonly<Record<string, string>>, number, RegExp]>([
  ['an option that there is not', ['migrate', '--dry'], {}, 2, /--dry/],
  ['a word too many', ['setup-code', 'now'], {}, 2, /now/],
  ['a command that there is not', ['start'], {}, 2, /There is no command "start"/],
  [
    'a mistyped setting',
    ['migrate'],
    { DATABASE_URL: 'postgres://a@127.0.0.1:1/x', ECHODESK_DATADIR: 'a' },
    2,
    /did you mean ECHODESK_DATA_DIR/,
  ],
  ['a file of settings without a name', ['migrate', '--config'], {}, 2, /--config needs the name of a file/],
  [
    'a database that is away',
    ['migrate'],
    { DATABASE_URL: 'postgres://a@127.0.0.1:1/x' },
    1,
    /ECONNREFUSED.*DATABASE_URL/,
  ],
])('%s ends with its code and a sentence', async ([, words, environment, code, sentence]) => {
  const run = await runRelayCommand(words, environment);
  expect(run.code).toBe(code);
  expect(run.said).toMatch(sentence);
  expect(run.printed).toBe('');
});
