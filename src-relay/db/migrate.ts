import type { Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';

import { firstStorey } from './migrations/001-first-storey.ts';
import { accessTokensMigration } from './migrations/002-access-tokens.ts';
import { keptItemsMigration } from './migrations/003-kept-items.ts';
import type { Tables } from './tables.ts';

/** In order of their names; one that was released is never changed. */
const migrations: Record<string, Migration> = {
  '001-first-storey': firstStorey,
  '002-access-tokens': accessTokensMigration,
  '003-kept-items': keptItemsMigration,
};

/** Brings the database to this version, one relay at a time (kysely takes an advisory lock). Throws when it can't. */
export async function migrateToLatest(database: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error('the database could not be migrated', { cause: error });
}
