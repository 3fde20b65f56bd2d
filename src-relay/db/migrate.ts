import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration, type MigrationResultSet } from 'kysely/migration';
import { z } from 'zod';

import { DatabaseStartError } from './database-start-error.ts';
import { firstStorey } from './migrations/001-first-storey.ts';
import { accessTokensMigration } from './migrations/002-access-tokens.ts';
import { keptItemsMigration } from './migrations/003-kept-items.ts';
import { manyNodesMigration } from './migrations/004-many-nodes.ts';
import { asMigration, type SchemaChange, type SchemaChanges } from './schema-change.ts';
import { readSchemaState } from './schema-state.ts';
import type { Tables } from './tables.ts';

/** One that was released is never changed. */
export const SCHEMA_CHANGES: SchemaChanges = {
  '001-first-storey': firstStorey,
  '002-access-tokens': accessTokensMigration,
  '003-kept-items': keptItemsMigration,
  '004-many-nodes': manyNodesMigration,
};

/** What a backup calls its connection to PostgreSQL. */
export const BACKUP_APPLICATION = 'echodesk-backup';
const BACKUP_APPLICATIONS: readonly string[] = [BACKUP_APPLICATION, 'pg_dump'];
/** Held by the one node that changes the schema. */
const TURN = 0x65636d67;
const LOOK_AGAIN_SECONDS = 0.25;
/** After so many locks in vain (some four minutes) somebody else holds a transaction open that the operator has to end. */
const TRIES = 30;
/** A change that found its table held tries again after a second, and each time a second later, up to ten. */
const MOST_SECONDS_BETWEEN_TRIES = 10;
const BACKUP_LOOK_SECONDS = 1;
/** A backup that takes longer has most likely been forgotten. */
const BACKUP_PATIENCE_MS = 6 * 60 * 60 * 1000;
const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK = '40P01';

const faultSchema = z.object({ code: z.string() });

export type MigrateOptions = {
  readonly changes?: SchemaChanges;
  /** How often a change asks for its locks before it gives up. */
  readonly tries?: number;
  /** Hears, once for each change, that a backup runs and is waited for. */
  readonly onBackup?: () => void;
};

/**
 * Brings the database to this version, one node at a time and one change at a time, while other nodes serve (rule M1).
 * A change that gets no lock at once lets the others pass and tries again, less and less often; while a backup runs,
 * which holds every table to its end, it does not even ask. Changes of newer versions are left alone as long as their
 * floor allows this one. Throws a {@link DatabaseStartError} where the operator has to act.
 */
export async function migrateToLatest(
  database: Kysely<Tables>,
  { changes = SCHEMA_CHANGES, tries = TRIES, onBackup = sayThatBackupRuns }: MigrateOptions = {},
): Promise<void> {
  await database.connection().execute(async (connection) => {
    await takeTurn(connection);
    try {
      for (;;) {
        const change = await nextChange(connection, changes);
        if (change === undefined) return;
        await makeChange(connection, { changes, change, tries, onBackup });
      }
    } finally {
      await sql`select pg_advisory_unlock(${TURN})`.execute(connection);
    }
  });
}

/** Asks again and again: a waiting statement would itself hold up an index that the other node builds concurrently. */
async function takeTurn(connection: Kysely<Tables>): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ taken: boolean }>`select pg_try_advisory_lock(${TURN}) as taken`.execute(connection);
    if (rows[0]?.taken === true) return;
    await pause(connection, LOOK_AGAIN_SECONDS);
  }
}

/**
 * What is to be done next. Where newer versions have added to the schema, nothing is: the library, which takes a change
 * that it does not know for a corrupted history, is not asked. Throws where they have left this one behind.
 */
async function nextChange(connection: Kysely<Tables>, changes: SchemaChanges): Promise<SchemaChange | undefined> {
  const { made, floor } = await readSchemaState(connection);
  if (floor !== null && !Object.hasOwn(changes, floor)) throw new DatabaseStartError('schema_too_new', floor);
  const name = Object.keys(changes).find((each) => !made.includes(each));
  return name === undefined ? undefined : changes[name];
}

type Step = Required<MigrateOptions> & { readonly change: SchemaChange };

async function makeChange(connection: Kysely<Tables>, { changes, change, tries, onBackup }: Step): Promise<void> {
  const disableTransactions = change.runs === 'alone';
  for (let tried = 1; ; tried += 1) {
    if (change.runs !== 'alone') await waitForBackup(connection, onBackup);
    const result = await migratorOf(connection, changes).migrateUp({ disableTransactions });
    if (!isLockFault(result.error)) {
      raise(result);
      return;
    }
    if (tried === tries) throw new DatabaseStartError('schema_busy', `${tries} tries`);
    await pause(connection, Math.min(tried, MOST_SECONDS_BETWEEN_TRIES));
  }
}

/** Asking for a lock beside a backup would get none, and hold up everybody who comes after. */
async function waitForBackup(connection: Kysely<Tables>, onBackup: () => void): Promise<void> {
  const until = performance.now() + BACKUP_PATIENCE_MS;
  for (let isTold = false; await isBackupRunning(connection); isTold = true) {
    if (!isTold) onBackup();
    if (performance.now() > until) throw new DatabaseStartError('schema_busy', 'a backup runs');
    await pause(connection, BACKUP_LOOK_SECONDS);
  }
}

async function isBackupRunning(connection: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ running: boolean }>`
    select exists (
      select from pg_stat_activity
      where datname = current_database() and application_name in (${sql.join([...BACKUP_APPLICATIONS])})
    ) as running`.execute(connection);
  return rows[0]?.running === true;
}

function sayThatBackupRuns(): void {
  process.stderr.write('A backup of this database runs: its schema is changed when the backup is done.\n');
}

function migratorOf(database: Kysely<Tables>, changes: SchemaChanges): Migrator {
  const migrations = Object.fromEntries<Migration>(
    Object.entries(changes).map(([name, change]) => [name, asMigration(change)]),
  );
  return new Migrator({ db: database, provider: { getMigrations: () => Promise.resolve(migrations) } });
}

function raise({ error }: MigrationResultSet): void {
  if (error !== undefined) throw new Error('the database could not be migrated', { cause: error });
}

function isLockFault(error: unknown): boolean {
  const code = faultSchema.safeParse(error).data?.code;
  return code === LOCK_NOT_AVAILABLE || code === DEADLOCK;
}

async function pause(connection: Kysely<Tables>, seconds: number): Promise<void> {
  await sql`select pg_sleep(${seconds})`.execute(connection);
}
