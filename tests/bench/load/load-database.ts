import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { openDatabase } from '../../../src-relay/db/database.ts';
import { startEmbeddedPostgres } from '../../../src-relay/db/embedded-postgres.ts';
import { seedWorkspace } from '../../../src-relay/db/testing/seed.ts';
import { TempFolder } from '../../support/temp-folder.ts';

/** A PostgreSQL with its default durability, in a folder that goes with it. */
export type LoadPostgres = AsyncDisposable & {
  /** Makes an empty database and gives its address. */
  readonly database: (name: string) => Promise<string>;
  /** Adds so many milliseconds to each flush of the log to disk, as a slower disk does. */
  readonly slowFlushes: (milliseconds: number) => Promise<void>;
};

const MICROSECONDS = 1000;

export async function startLoadPostgres(): Promise<LoadPostgres> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await TempFolder.create('bench-postgres'));
  const postgres = stack.use(await startEmbeddedPostgres({ folder: folder.at('postgres') }));
  const admin = stack.adopt(new Client({ connectionString: postgres.url() }), (client) => client.end());
  await admin.connect();
  const owned = stack.move();
  return {
    database: async (name) => {
      await admin.query(`create database ${admin.escapeIdentifier(name)}`);
      return postgres.url(name);
    },
    // Whoever flushes first sleeps so long before, and those who come meanwhile share its flush.
    slowFlushes: async (milliseconds) => {
      await admin.query(`alter system set commit_delay = ${milliseconds * MICROSECONDS}`);
      await admin.query('alter system set commit_siblings = 0');
      await admin.query('select pg_reload_conf()');
    },
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

export type Business = { readonly numberId: string; readonly workspace: number };

/** Makes `count` workspaces with a number each, `people` agents in each, and an access token for each of them. */
export async function seedBusinesses(
  databaseUrl: string,
  { count, people }: { readonly count: number; readonly people: number },
): Promise<readonly Business[]> {
  await using database = await openDatabase(databaseUrl);
  const businesses = Array.from({ length: count }, (_none, index) => ({
    workspace: index + 1,
    numberId: String(100_000_000 + index),
  }));
  for (const { workspace, numberId } of businesses) {
    await seedWorkspace(database, { id: workspace, providerNumberId: numberId });
  }
  await using stack = new AsyncDisposableStack();
  const client = stack.adopt(new Client({ connectionString: databaseUrl }), (each) => each.end());
  await client.connect();
  const everybody = businesses.flatMap(({ workspace }) =>
    Array.from({ length: people }, (_none, index) => ({ workspace, person: index + 1 })),
  );
  await client.query(
    `with given as (
       select * from unnest($1::bigint[], $2::bigint[], $3::bytea[]) as row (workspace_id, person, hash)
     ), added as (
       insert into person (workspace_id, person, name, role)
       select workspace_id, person, 'Agent ' || person, 'agent' from given returning workspace_id
     )
     insert into access_token (hash, workspace_id, person, issued_at) select hash, workspace_id, person, 0 from given`,
    [
      everybody.map(({ workspace }) => workspace),
      everybody.map(({ person }) => person),
      everybody.map(({ workspace, person }) => createHash('sha256').update(tokenOf(workspace, person)).digest()),
    ],
  );
  return businesses;
}

/** The access token of that person. */
export function tokenOf(workspace: number, person: number): string {
  return `bench-token-of-${String(workspace).padStart(8, '0')}-${String(person).padStart(8, '0')}`;
}
