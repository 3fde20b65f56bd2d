import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import { sql } from 'kysely';
import type { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { openDatabase } from '../db/database.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { BackupError } from './backup-error.ts';
import { BACKUP_TABLES } from './backup-tables.ts';
import { verifyArchive } from './read-archive.ts';
import { restartEpochs } from './restart-epochs.ts';
import { restoreBackup } from './restore-backup.ts';
import { takeBackup, type BackupOptions } from './take-backup.ts';
import { fillDatabase, rowsOf, withClient } from './testing/filled-database.ts';

const ENDLESS = fileURLToPath(new URL('testing/endless-file.script.ts', import.meta.url));

/**
 * What it leaves out: who is running; one-time codes, which a restore would make valid again; how far the counting of
 * deliveries has come, which is said in transaction numbers of the old server; and what the changes of the schema write
 * themselves. The job library's tables are made anew at every start.
 */
const LEFT_OUT = [
  'node',
  'setup_code',
  'reconciliation',
  'unreconciled_delivery',
  'schema_floor',
  'kysely_migration',
  'kysely_migration_lock',
] as const;

let postgres: TestPostgres;
/** A database with rows in every table. */
let full: string;
beforeAll(async () => {
  postgres = await startTestPostgres();
  full = await postgres.createDatabase();
  await fillDatabase(full);
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

test('a backup knows every table, and says which it leaves out', async () => {
  const { rows } = await withClient(full, (client) =>
    client.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public' order by 1"),
  );
  expect(rows.map(({ name }) => name)).toEqual([...BACKUP_TABLES, ...LEFT_OUT].toSorted());
});

test('E1 what is restored is what was backed up, in a new life', async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'backup');
  const manifest = await takeBackup(backupOf(full, file));
  const target = await postgres.createDatabase();
  const life = await restoreBackup(restoreOf(target, file));

  const before = await rowsOf(full);
  const after = await rowsOf(target);
  const { workspace: _w, send_attempt: _s, raw_delivery: _r, ...kept } = before;
  expect(after).toMatchObject(kept);
  expect(manifest.tables.map(({ name, rows }) => [name, rows])).toEqual(
    BACKUP_TABLES.map((name) => [name, before[name]?.length]),
  );
  expect(life).toMatchObject({ workspaces: 3, unknownSends: 2, header: { software: '1.2.3', takenAt: 77 } });
});

test('E1 a new life has other epochs, no node, and sends nothing that may have been sent', async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'backup');
  await takeBackup(backupOf(full, file));
  const target = await postgres.createDatabase();
  await restoreBackup(restoreOf(target, file));

  const old = await withClient(full, lifeOf);
  const young = await withClient(target, lifeOf);
  expect(young.epochs).toHaveLength(3);
  expect(young.epochs.filter((epoch) => old.epochs.includes(epoch))).toEqual([]);
  expect(young.fences).toEqual(old.fences.map((fence) => fence + 1));
  expect({ ...young, epochs: [], fences: [] }).toEqual({
    epochs: [],
    fences: [],
    counted: 0,
    heads: [0, 40, 40],
    owned: 0,
    nodes: 0,
    codes: 0,
    sends: ['1 calling', '2 calling', '3 unknown', '4 sent', '5 failed'],
    nextDelivery: 301,
  });
});

test('a backup is of one instant, however much is written meanwhile', async () => {
  const source = await postgres.createDatabase();
  await fillDatabase(source);
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'backup');
  const stopping = new AbortController();
  const writing = withClient(source, async (client) => {
    for (let seq = 41; !stopping.signal.aborted; seq += 1) await appendEvent(client, seq);
  });
  const manifest = await takeBackup(backupOf(source, file)).finally(() => stopping.abort());
  await writing;
  const target = await postgres.createDatabase();
  await restoreBackup(restoreOf(target, file));
  const { heads } = await withClient(target, lifeOf);
  const events = manifest.tables.find(({ name }) => name === 'event')?.rows;
  expect(heads.reduce((sum, head) => sum + head, 0)).toBe(events);
});

test('a file that is cut or changed anywhere is refused, and changes nothing', async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'backup');
  await takeBackup(backupOf(full, file));
  const whole = await readFile(file);
  const places = Array.from({ length: 60 }, (_none, index) => Math.floor((whole.length * index) / 60));
  for (const place of places) {
    await writeFile(file, whole.subarray(0, place));
    await expect(verifyArchive(file), `cut at ${place}`).rejects.toThrow(BackupError);
    const flipped = Buffer.from(whole);
    flipped.writeUInt8(flipped.readUInt8(place) ^ 0x10, place);
    await writeFile(file, flipped);
    await expect(verifyArchive(file), `changed at ${place}`).rejects.toThrow(BackupError);
  }
  const target = await postgres.createDatabase();
  await expect(restoreBackup(restoreOf(target, file))).rejects.toThrow('no whole backup');
  const { rowCount } = await withClient(target, (client) =>
    client.query("select from pg_tables where schemaname = 'public'"),
  );
  expect(rowCount).toBe(0);
});

test('a restore that breaks off leaves no rows, and can be done again', async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'backup');
  await takeBackup(backupOf(full, file));
  const target = await postgres.createDatabase();
  await fillDatabase(target);
  await withClient(target, async (client) => {
    await client.query(`truncate ${BACKUP_TABLES.join(', ')} restart identity`);
    await client.query('alter table business_initiated add constraint no check (false)');
  });
  await expect(restoreBackup(restoreOf(target, file))).rejects.toThrow('violates check constraint');
  expect(new Set(Object.values(await rowsOf(target)).map(({ length }) => length))).toEqual(new Set([0]));
  await withClient(target, (client) => client.query('alter table business_initiated drop constraint no'));
  await restoreBackup(restoreOf(target, file));
  expect((await rowsOf(target))['event']).toEqual((await rowsOf(full))['event']);
});

test('only an empty database is restored into', async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'backup');
  await takeBackup(backupOf(full, file));
  const target = await postgres.createDatabase();
  await restoreBackup(restoreOf(target, file));
  await expect(restoreBackup(restoreOf(target, file))).rejects.toThrow('in use already');
});

test('E1 nothing is restored under a relay, even one that has written nothing yet', async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'backup');
  await takeBackup(backupOf(full, file));
  const target = await postgres.createDatabase();
  await using database = await openDatabase(target);
  await withClient(target, enterNode);
  await expect(restoreBackup(restoreOf(target, file))).rejects.toThrow('stop every relay');
  expect(await sql`select id from workspace where id <> 0`.execute(database.door)).toMatchObject({ rows: [] });
  await withClient(target, (client) => client.query('update node set expires_at = now()'));
  expect(await restoreBackup(restoreOf(target, file))).toMatchObject({ workspaces: 3 });
});

test('a gap in a log is found before anything is done', async () => {
  const source = await postgres.createDatabase();
  await fillDatabase(source);
  await withClient(source, (client) => client.query('delete from event where workspace_id = 2 and seq = 7'));
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'backup');
  await takeBackup(backupOf(source, file));
  const target = await postgres.createDatabase();
  await expect(restoreBackup(restoreOf(target, file))).rejects.toThrow('The log of workspace 2 has a gap');
});

test('a file of that name stays as it is unless it may be replaced, and nothing unfinished is left', async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'backup');
  await writeFile(file, 'mine');
  await expect(takeBackup(backupOf(full, file))).rejects.toThrow('--force');
  expect(await readFile(file, 'utf8')).toBe('mine');
  await takeBackup({ ...backupOf(full, file), overwrites: true });
  await expect(takeBackup(backupOf(await postgres.createDatabase(), `${file}.2`))).rejects.toThrow('start the relay');
  expect([await readdir(folder.path), (await stat(file)).mode & 0o777]).toEqual([['backup'], 0o600]);
});

test('what killed backups have left is removed by the next one, and what another writes is left alone', async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'backup');
  const living = `backup.${process.ppid}.unfinished`;
  // No system gives numbers so high to processes.
  for (const pid of [process.pid, process.ppid, 999_999_999]) await writeFile(`${file}.${pid}.unfinished`, 'words');
  await takeBackup(backupOf(full, file));
  expect(await readdir(folder.path)).toEqual(['backup', living]);
});

test.for(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('%s takes with it what is unfinished', async (signal) => {
  await using folder = await temporaryFolder();
  const child = spawn(process.execPath, [ENDLESS, path.join(folder.path, 'backup')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  await expect.poll(() => readdir(folder.path)).toEqual([`backup.${child.pid}.unfinished`]);
  child.kill(signal);
  expect(await ended).toEqual([null, signal]);
  expect(await readdir(folder.path)).toEqual([]);
});

test('a database or a backup of a newer version is refused, with the remedy', async () => {
  const source = await postgres.createDatabase();
  await fillDatabase(source);
  await withClient(source, (client) => client.query("insert into kysely_migration values ('999-next', 'later')"));
  await using folder = await temporaryFolder();
  await expect(takeBackup(backupOf(source, path.join(folder.path, 'backup')))).rejects.toThrow(
    'make the backup with that version',
  );
});

test('E1 a database that was set back by other means begins a new life, once no relay works on it', async () => {
  const target = await postgres.createDatabase();
  await fillDatabase(target);
  await withClient(target, enterNode);
  await withClient(target, (client) =>
    client.query("insert into reconciliation values (true, 300, 300, '9999999999')"),
  );
  await withClient(target, (client) => client.query('insert into unreconciled_delivery values (7)'));
  const old = await withClient(target, lifeOf);
  await expect(restartEpochs(target)).rejects.toThrow('stop every relay');
  expect(await withClient(target, lifeOf)).toEqual({ ...old, nextDelivery: old.nextDelivery + 1 });
  await withClient(target, (client) => client.query('update node set expires_at = now()'));
  expect(await restartEpochs(target)).toEqual({ workspaces: 3, unknownSends: 2 });
  const young = await withClient(target, lifeOf);
  expect(young.epochs.filter((epoch) => old.epochs.includes(epoch))).toEqual([]);
  expect(young.sends.slice(0, 2)).toEqual(['1 calling', '2 calling']);
  expect(young.counted).toBe(0);
  expect(young.fences).toEqual(old.fences.map((fence) => fence + 1));
});

function backupOf(databaseUrl: string, file: string): BackupOptions {
  return { ...restoreOf(databaseUrl, file), overwrites: false, software: '1.2.3', now: epochMs(77) };
}

function restoreOf(databaseUrl: string, file: string) {
  return { databaseUrl, file, onTable: () => undefined };
}

/** As a relay does that begins to work. */
async function enterNode(client: Client): Promise<void> {
  await client.query(`
    insert into node (id, name, version, started_at, expires_at)
    values (gen_random_uuid(), '', '', 1, now() + interval '1 hour')`);
}

async function appendEvent(client: Client, seq: number): Promise<void> {
  await client.query(`
    begin;
    insert into event select 1, ${seq}, 'message.received', 1, 1, 1, '{}', null, '{}', sha256('new ${seq}');
    update workspace set head = ${seq} where id = 1;
    commit`);
}

async function lifeOf(client: Client) {
  const { rows } = await client.query<{ life: Life }>(`
    select json_build_object(
      'epochs', (select json_agg(epoch order by id) from workspace),
      'heads', (select json_agg(head order by id) from workspace),
      'owned', (select count(*) from workspace where lane_node is not null)
        + (select count(*) from send_attempt where state in ('waiting', 'calling')
           and node is distinct from '00000000-0000-0000-0000-000000000000')
        + (select count(*) from raw_delivery where node is not null and split_at is null),
      'fences', (select json_agg(lane_fence order by id) from workspace),
      'counted', (select count(*) from reconciliation) + (select count(*) from unreconciled_delivery),
      'nodes', (select count(*) from node),
      'codes', (select count(*) from setup_code),
      'sends', (select json_agg(attempt || ' ' || state order by attempt) from send_attempt),
      'nextDelivery', nextval(pg_get_serial_sequence('raw_delivery', 'id'))
    ) as life`);
  const [row] = rows;
  if (row === undefined) throw new Error('no answer');
  return row.life;
}

type Life = {
  readonly epochs: readonly string[];
  readonly heads: readonly number[];
  readonly owned: number;
  readonly fences: readonly number[];
  readonly counted: number;
  readonly nodes: number;
  readonly codes: number;
  readonly sends: readonly string[];
  readonly nextDelivery: number;
};
