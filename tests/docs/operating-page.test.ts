import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { setupRequestSchema } from '../../src-relay/accounts/set-up-workspace.ts';
import { readConfig } from '../../src-relay/config/relay-config.ts';
import { DATABASE_CONNECTIONS } from '../../src-relay/db/database.ts';
import { JOB_CONNECTIONS } from '../../src-relay/outbound/job-pool.ts';
import { settingTexts } from '../../src-relay/config/settings-text.ts';

const root = join(import.meta.dirname, '../..');
const page = await readFile(join(root, 'docs/operating.md'), 'utf8');

function section(heading: string): string {
  return page.split('\n## ').find((part) => part.startsWith(heading)) ?? '';
}

/** The cells of each row whose first cell is in code. */
function rowsOf(text: string): readonly (readonly string[])[] {
  const lines = text.split('\n').filter((line) => line.startsWith('| `'));
  return lines.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

function jsonBlocks(): readonly string[] {
  return [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, block]) => block ?? '');
}

/** The settings that a file of `content` would give, with secrets beside it. */
function configOf(content: string) {
  const folder = mkdtempSync(join(tmpdir(), 'echodesk-page-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const withSecrets = content.replaceAll(/"secrets\/(\w+)"/g, (_all, name: string) => {
    const file = join(folder, name);
    writeFileSync(file, name === 'database_url' ? 'postgres://there/echodesk' : 'a-secret');
    return JSON.stringify(file);
  });
  const file = join(folder, 'relay.json');
  writeFileSync(file, withSecrets);
  return readConfig({
    ECHODESK_CONFIG: file,
    ...(content.includes('META')
      ? {}
      : { ECHODESK_META_APP_SECRETS: 'a', ECHODESK_META_VERIFY_TOKEN: 'b', ECHODESK_GRAPH_TOKEN: 'c' }),
  });
}

test('the table of settings says of each what the relay says', () => {
  const rows = rowsOf(section('Settings'));
  const known = settingTexts().map(({ name, fallback, about, mayBeInFile }) => [
    name,
    fallback,
    about,
    mayBeInFile ? 'yes' : '',
  ]);
  expect(rows).toEqual(known);
});

test('the table of commands has every command, and no other', async () => {
  const source = await readFile(join(root, 'src-relay/index.ts'), 'utf8');
  const known = [...source.matchAll(/^ {2}'?([\w-]+)'?: \{\n {4}summary:/gm)].map(([, name]) => name);
  expect(known.length).toBeGreaterThan(5);
  expect(new Set(rowsOf(section('Commands')).map(([name]) => name))).toEqual(new Set(known));
});

test.for(jsonBlocks())('the relay takes the file %#', (block) => {
  expect(configOf(block)).toMatchObject({ ok: true });
});

test('the connections of a node are what its pools may open, and two to spare', () => {
  const own = DATABASE_CONNECTIONS;
  const all = own + JOB_CONNECTIONS + 2;
  expect(page).toContain(
    `opens at most ${all} connections to PostgreSQL: ${own} of its own, ${JOB_CONNECTIONS} for jobs, and 2 to spare`,
  );
  expect(page).toContain(`| ${all} × (nodes + 1) + what others use |`);
});

test('the request that makes a workspace is one that the relay takes', () => {
  const [, body = ''] = /\/v1\/setup .* -d '([\s\S]*?)'/.exec(page) ?? [];
  expect(setupRequestSchema.safeParse(JSON.parse(body)).error).toBeUndefined();
});

test('alerts speak of metrics that there are', () => {
  const metrics = section('Metrics');
  const [table = '', alerts = ''] = metrics.split('### Alerts');
  const known = new Set(rowsOf(table).map(([name]) => name));
  const named = alerts.match(/\b[a-z]+(?:_[a-z]+)+\b/g) ?? [];
  const unknown = named.map((name) => name.replace(/_bucket$/, '')).filter((name) => !known.has(name));
  expect(new Set(unknown)).toEqual(new Set(['histogram_quantile']));
});
