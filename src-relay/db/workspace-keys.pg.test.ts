import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { openDatabase } from './database.ts';
import { startTestPostgres, type TestPostgres } from './testing/test-postgres.ts';

/** Every key that holds no workspace, and why it may. Any other one would let workspaces meet. */
const WITHOUT_WORKSPACE: Readonly<Record<string, string>> = {
  workspace_pkey: 'the workspace itself',
  raw_delivery_pkey: 'a delivery may hold items of several workspaces, and is stored before any is known',
  unreconciled_delivery_pkey: 'of deliveries, as above',
  reconciliation_pkey: 'one row: how far the deliveries of all workspaces were counted',
  schema_floor_pkey: 'one row: which software may serve',
  node_pkey: 'a node serves every workspace',
  setup_code_pkey: 'a code is used before there is a workspace',
  access_token_pkey: 'a person is found by the token before the workspace is known',
  inbox_provider_number_id_key: 'a workspace is found by the number that a webhook names',
  kysely_migration_pkey: "the migration library's own",
  kysely_migration_lock_pkey: "the migration library's own",
};

/** Primary, unique and foreign keys of our schema, unique indexes without a constraint among them. */
const KEYS = `
  select c.conname as name, c.conrelid::regclass::text as "table", array(
    select a.attname::text from unnest(c.conkey) as k (attnum)
    join pg_attribute as a on a.attrelid = c.conrelid and a.attnum = k.attnum
  ) as columns
  from pg_constraint as c
  where c.connamespace = 'public'::regnamespace and c.contype in ('p', 'u', 'f')
  union all
  select i.indexrelid::regclass::text, i.indrelid::regclass::text, array(
    select a.attname::text from pg_attribute as a
    where a.attrelid = i.indrelid and a.attnum = any (i.indkey::smallint[])
  )
  from pg_index as i join pg_class as t on t.oid = i.indexrelid
  where i.indisunique and t.relnamespace = 'public'::regnamespace
    and not exists (select from pg_constraint as c where c.conindid = i.indexrelid and c.contype in ('p', 'u'))`;

const TABLES_WITHOUT_KEY = `
  select t.relname as name from pg_class as t
  where t.relkind in ('r', 'p') and t.relnamespace = 'public'::regnamespace
    and not exists (select from pg_constraint as c where c.conrelid = t.oid and c.contype = 'p')`;

type Key = { readonly name: string; readonly table: string; readonly columns: readonly string[] };

let postgres: TestPostgres;
let client: Client;
beforeAll(async () => {
  postgres = await startTestPostgres();
  const url = await postgres.createDatabase();
  await (await openDatabase(url))[Symbol.asyncDispose]();
  client = new Client(url);
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await postgres[Symbol.asyncDispose]();
});

async function keysWithoutWorkspace(): Promise<readonly Key[]> {
  const { rows } = await client.query<Key>(KEYS);
  return rows.filter(({ columns }) => !columns.includes('workspace_id'));
}

test('every primary, unique and foreign key holds the workspace, but for those with a reason', async () => {
  const names = (await keysWithoutWorkspace()).map(({ name }) => name);
  expect(names.toSorted()).toEqual(Object.keys(WITHOUT_WORKSPACE).toSorted());
});

test('every table has a primary key', async () => {
  expect((await client.query(TABLES_WITHOUT_KEY)).rows).toEqual([]);
});

test('a key without the workspace would be found, whichever kind it is', async () => {
  await client.query('begin');
  await client.query(`
    alter table message add constraint lonely_unique unique (conversation, number);
    create unique index lonely_index on contact (phone) where phone is not null;
    create table lonely_table (id bigint primary key, inbox text references inbox (provider_number_id))`);
  const found = (await keysWithoutWorkspace()).map(({ name }) => name).filter((name) => name.startsWith('lonely'));
  await client.query('rollback');
  expect(found.toSorted()).toEqual(['lonely_index', 'lonely_table_inbox_fkey', 'lonely_table_pkey', 'lonely_unique']);
});
