import { sql } from 'kysely';
import { Client } from 'pg';
import { expect, test } from 'vitest';

import { openDatabase } from './database.ts';
import { seedWorkspace } from './testing/seed.ts';
import { startTestPostgres } from './testing/test-postgres.ts';

/** More than there are connections for readings. */
const MANY = 20;

test('a reading that fails to open gives its connection back', async () => {
  await using postgres = await startTestPostgres();
  const url = await postgres.createDatabase();
  await letOursGoFirst(url);
  await using database = await openDatabase(url);
  const workspace = await seedWorkspace(database, { id: 1, providerNumberId: '522000000000001' });
  await refuseSetConfig(url);
  for (let turn = 0; turn < MANY; turn += 1) {
    await expect(database.forWorkspace(workspace).openReading()).rejects.toThrow('refused on purpose');
  }
  await sql`drop function public.set_config`.execute(database.door);
  await using reading = await database.forWorkspace(workspace).openReading();
  expect(await reading.tables.selectFrom('inbox').select('name').execute()).toEqual([{ name: 'Shop' }]);
});

test('a transaction that locks its workspace carries its id, and keeps others waiting', async () => {
  await using postgres = await startTestPostgres();
  await using database = await openDatabase(await postgres.createDatabase());
  const workspace = database.forWorkspace(
    await seedWorkspace(database, { id: 1, providerNumberId: '522000000000001' }),
  );
  const others: Promise<unknown>[] = [];
  await workspace.locked(async (tables, row) => {
    const { rows } = await sql`select current_setting('echodesk.workspace_id') as id`.execute(tables);
    expect([rows, row]).toEqual([[{ id: '1' }], { head: 0, lastConversation: 0, fence: 0 }]);
    others.push(workspace.locked(async (_, next) => next));
    await sql`select pg_sleep(0.1)`.execute(tables);
    await sql`update workspace set head = 7 where id = 1`.execute(tables);
  });
  expect(await Promise.all(others)).toEqual([{ head: 7, lastConversation: 0, fence: 0 }]);
});

/** Lets a function of the schema `public` come before PostgreSQL's own. */
async function letOursGoFirst(url: string): Promise<void> {
  const name = new URL(url).pathname.slice(1);
  await run(url, `alter database ${name} set search_path = public, pg_catalog`);
}

async function refuseSetConfig(url: string): Promise<void> {
  await run(
    url,
    `create function public.set_config(text, text, boolean) returns text language plpgsql
     as $$ begin raise exception 'refused on purpose'; end $$`,
  );
}

async function run(url: string, statement: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  await client.query(statement);
  await client.end();
}
