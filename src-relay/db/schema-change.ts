import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * One step of the schema. It is made while nodes of the version before serve (rule M1): it adds, and takes nothing away
 * that they use.
 */
export type SchemaChange = Pick<Migration, 'up'> & {
  /**
   * Software that does not know the change of this name can't begin to serve any more. Absent: whoever could serve
   * before can serve after.
   */
  readonly floor?: string;
  /**
   * `alone`: outside a transaction, for `create index concurrently`, which can't be in one. It has to bear being run
   * again after it broke off.
   */
  readonly runs?: 'alone';
};

/** In order of their names. */
export type SchemaChanges = Readonly<Record<string, SchemaChange>>;

/**
 * What a change may wait for a lock, in milliseconds. While it waits, everybody who wants the same table waits behind
 * it, the webhook's commit too.
 */
const LOCK_TIMEOUT_MS = 80;

/** The change as kysely runs it: it gives up rather than wait long for a lock, and leaves its floor. */
export function asMigration(change: SchemaChange): Migration {
  return {
    up: async (database: Kysely<unknown>) => {
      if (change.runs !== 'alone') await sql.raw(`set local lock_timeout = ${LOCK_TIMEOUT_MS}`).execute(database);
      await change.up(database);
      if (change.floor !== undefined) await raiseFloor(database, change.floor);
    },
  };
}

async function raiseFloor(database: Kysely<unknown>, floor: string): Promise<void> {
  await sql`
    insert into schema_floor (migration) values (${floor})
    on conflict (only_row) do update set migration = excluded.migration`.execute(database);
}
