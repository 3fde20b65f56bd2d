import { Kysely, PostgresDialect, sql } from 'kysely';
import { Client, Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { migrateToLatest, SCHEMA_CHANGES } from './migrate.ts';
import type { SchemaChanges } from './schema-change.ts';
import { readSchemaState } from './schema-state.ts';
import type { Tables } from './tables.ts';
import { startTestPostgres, type TestPostgres } from './testing/test-postgres.ts';
import { waitUntilBlocked } from './testing/wait-until-blocked.ts';

const newest = Object.keys(SCHEMA_CHANGES).at(-1);

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

test('M1 a version serves a schema that a newer one has added to, and changes nothing', async () => {
  await using database = await openEmpty();
  const next = withNext({ up: (tables) => sql`alter table workspace add column colour text`.execute(tables) });
  await migrateToLatest(database.tables, { changes: next });
  await migrateToLatest(database.tables);
  expect((await readSchemaState(database.tables)).made).toEqual(Object.keys(next));
});

test('M1 a version that does not know the floor is refused, with the remedy', async () => {
  await using database = await openEmpty();
  const next = withNext({ up: () => Promise.resolve(), floor: '999-next' });
  await migrateToLatest(database.tables, { changes: next });
  await migrateToLatest(database.tables, { changes: next });
  await expect(migrateToLatest(database.tables)).rejects.toThrow(/newer version.*999-next/);
});

test('M1 a change waits for a long transaction without holding up those who want the same table', async () => {
  await using database = await openEmpty();
  await migrateToLatest(database.tables);
  await using holder = await connect(database.url);
  await holder.client.query('begin; lock table message in access share mode');
  const next = withNext({ up: (tables) => sql`alter table message add column colour text`.execute(tables) });
  const changing = migrateToLatest(database.tables, { changes: next });
  await waitUntilBlocked(database.url);
  await using reader = await connect(database.url);
  expect((await reader.client.query('select count(*)::int as messages from message')).rows).toEqual([{ messages: 0 }]);
  await holder.client.query('commit');
  await changing;
  expect((await readSchemaState(database.tables)).made).toEqual(Object.keys(next));
});

test('M1 a change that waits for a long reader leaves the webhook door most of the time', async () => {
  await using database = await openEmpty();
  await migrateToLatest(database.tables);
  await using holder = await connect(database.url);
  await holder.client.query('begin; lock table raw_delivery in access share mode');
  const next = withNext({ up: (tables) => sql`alter table raw_delivery add column colour text`.execute(tables) });
  const changing = migrateToLatest(database.tables, { changes: next });
  await using door = await connect(database.url);
  const heldUpMs = await heldUpWithin(3000, () => storeDelivery(door.client));
  await holder.client.query('commit');
  await changing;
  expect(heldUpMs).toBeGreaterThan(50);
  expect(heldUpMs).toBeLessThan(1000);
});

test.for(['echodesk-backup', 'pg_dump'])('M1 while %s runs, a change does not even ask', async (application) => {
  await using database = await openEmpty();
  await migrateToLatest(database.tables);
  await using backup = await connect(database.url, application);
  await backup.client.query('begin; lock table message in access share mode');
  const next = withNext({ up: (tables) => sql`alter table message add column colour text`.execute(tables) });
  const { promise: waits, resolve: onBackup } = Promise.withResolvers<void>();
  const changing = migrateToLatest(database.tables, { changes: next, tries: 1, onBackup });
  await waits;
  await backup.client.query('commit');
  await backup.client.end();
  await changing;
  expect((await readSchemaState(database.tables)).made).toEqual(Object.keys(next));
});

test('M1 a change that never gets its lock gives up and says what to do', async () => {
  await using database = await openEmpty();
  await migrateToLatest(database.tables);
  await using holder = await connect(database.url);
  await holder.client.query('begin; lock table message in access share mode');
  const next = withNext({ up: (tables) => sql`alter table message add column colour text`.execute(tables) });
  await expect(migrateToLatest(database.tables, { changes: next, tries: 2 })).rejects.toThrow(/pg_stat_activity/);
  expect((await readSchemaState(database.tables)).made.at(-1)).toBe(newest);
});

test('M1 nodes that start at once make each change once', async () => {
  await using database = await openEmpty();
  await using other = openTables(database.url);
  const indexed = withNext({
    runs: 'alone',
    up: (tables) => sql`create index concurrently message_sent on message (workspace_id, sent_at)`.execute(tables),
  });
  await Promise.all([
    migrateToLatest(database.tables, { changes: indexed }),
    migrateToLatest(other.tables, { changes: indexed }),
  ]);
  const { rows } = await sql`
    select indisvalid as valid from pg_index where indexrelid = 'message_sent'::regclass`.execute(database.tables);
  expect(rows).toEqual([{ valid: true }]);
});

test('a change that fails leaves nothing of itself, and is made at the next start', async () => {
  await using database = await openEmpty();
  const broken = withNext({ up: (tables) => sql`create table half (); select 1 / 0`.execute(tables) });
  await expect(migrateToLatest(database.tables, { changes: broken })).rejects.toThrow('could not be migrated');
  const { rows } = await sql`select to_regclass('half') as half`.execute(database.tables);
  expect([rows, (await readSchemaState(database.tables)).made.at(-1)]).toEqual([[{ half: null }], newest]);
  const whole = withNext({ up: (tables) => sql`create table half ()`.execute(tables) });
  await migrateToLatest(database.tables, { changes: whole });
  expect((await readSchemaState(database.tables)).made.at(-1)).toBe('999-next');
});

/** What a version to come does. */
function withNext(change: {
  up: (database: Kysely<unknown>) => Promise<unknown>;
  floor?: string;
  runs?: 'alone';
}): SchemaChanges {
  const up = async (database: Kysely<unknown>) => {
    await change.up(database);
  };
  return { ...SCHEMA_CHANGES, '999-next': { ...change, up } };
}

async function openEmpty() {
  return openTables(await postgres.createDatabase());
}

function openTables(url: string) {
  const pool = new Pool({ connectionString: url, max: 2 });
  const tables = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { url, tables, [Symbol.asyncDispose]: () => tables.destroy() };
}

/** Does `work` again and again for so long, and adds up how long it took where it did not go at once. */
async function heldUpWithin(milliseconds: number, work: () => Promise<unknown>): Promise<number> {
  const until = performance.now() + milliseconds;
  let heldUpMs = 0;
  for (let began = performance.now(); began < until; began = performance.now()) {
    await work();
    const took = performance.now() - began;
    if (took > 50) heldUpMs += took;
  }
  return heldUpMs;
}

function storeDelivery(client: Client): Promise<unknown> {
  return client.query("insert into raw_delivery (received_at, body, sha256, retain_until) values (0, '', '', 0)");
}

async function connect(url: string, application = 'test') {
  const client = new Client({ connectionString: url, application_name: application });
  await client.connect();
  return { client, [Symbol.asyncDispose]: () => client.end() };
}
