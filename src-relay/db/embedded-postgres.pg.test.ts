import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres.ts';
import { startVictim } from './testing/victim.ts';

const OWNER = new URL('./testing/own-postgres.script.ts', import.meta.url);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'echodesk-test-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function ask(postgres: EmbeddedPostgres, question: string): Promise<unknown[]> {
  const client = new Client(postgres.url());
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(question);
  await client.end();
  return rows;
}

async function startAndStop(): Promise<void> {
  const postgres = await startEmbeddedPostgres({ folder, unsafeFast: true });
  await postgres[Symbol.asyncDispose]();
}

async function serverPid(): Promise<number> {
  const [pid] = (await readFile(path.join(folder, 'cluster', 'postmaster.pid'), 'utf8')).split('\n');
  return Number(pid);
}

const KEPT = 'select count(*)::int as kept from kept';

test('it syncs its files, listens on this machine alone, and keeps what it had after a stop', async () => {
  {
    await using postgres = await startEmbeddedPostgres({ folder });
    const settings = `'fsync', 'synchronous_commit', 'full_page_writes', 'data_checksums', 'listen_addresses'`;
    expect(
      await ask(postgres, `select name, setting from pg_settings where name in (${settings}) order by name`),
    ).toEqual([
      { name: 'data_checksums', setting: 'on' },
      { name: 'fsync', setting: 'on' },
      { name: 'full_page_writes', setting: 'on' },
      { name: 'listen_addresses', setting: '127.0.0.1' },
      { name: 'synchronous_commit', setting: 'on' },
    ]);
    await ask(postgres, 'create table kept as select 1 as one');
  }
  await using again = await startEmbeddedPostgres({ folder });
  expect(await ask(again, KEPT)).toEqual([{ kept: 1 }]);
});

test('a killed relay leaves its server running, and the next one takes it over with nothing lost', async () => {
  const victim = await startVictim(OWNER, folder);
  await victim.kill();
  const before = await serverPid();
  await using postgres = await startEmbeddedPostgres({ folder });
  expect(await serverPid()).toBe(before);
  expect(await ask(postgres, KEPT)).toEqual([{ kept: 1 }]);
});

test('when the server was killed as well, the next start recovers what was committed', async () => {
  const victim = await startVictim(OWNER, folder);
  process.kill(await serverPid(), 'SIGKILL');
  await victim.kill();
  await using postgres = await startEmbeddedPostgres({ folder });
  expect(await ask(postgres, KEPT)).toEqual([{ kept: 1 }]);
});

test('a pid file whose number belongs to another process now does not prevent the start', async () => {
  await startAndStop();
  await writeFile(path.join(folder, 'cluster', 'postmaster.pid'), `${process.pid}\n${folder}\n0\n5432\n`);
  await using postgres = await startEmbeddedPostgres({ folder, unsafeFast: true });
  expect(await ask(postgres, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a second relay on the same folder is refused, and the first goes on', async () => {
  await using first = await startEmbeddedPostgres({ folder, unsafeFast: true });
  await expect(startEmbeddedPostgres({ folder, unsafeFast: true })).rejects.toMatchObject({ code: 'folder_in_use' });
  expect(await ask(first, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('what was half made is made again', async () => {
  await writeFile(path.join(folder, 'cluster.new'), 'left by a crash');
  await using postgres = await startEmbeddedPostgres({ folder, unsafeFast: true });
  expect(await ask(postgres, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a server that can not start says why', async () => {
  await startAndStop();
  await writeFile(path.join(folder, 'cluster', 'postgresql.auto.conf'), 'no_such_setting = 1\n');
  await expect(startEmbeddedPostgres({ folder, unsafeFast: true })).rejects.toThrow(
    /could not start[^]*no_such_setting/,
  );
});
