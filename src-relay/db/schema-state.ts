import { sql, type Kysely } from 'kysely';

/** What has been done to a database. */
export type SchemaState = {
  /** Names of the changes, in their order. */
  readonly made: readonly string[];
  /** Who does not know this change can't serve; null where nothing says so. */
  readonly floor: string | null;
};

/** Reads it without changing anything. An empty database has had no changes. */
export async function readSchemaState<Some>(database: Kysely<Some>): Promise<SchemaState> {
  const { rows } = await sql<{ changes: boolean; floor: boolean }>`
    select to_regclass('kysely_migration') is not null as changes, to_regclass('schema_floor') is not null as floor
  `.execute(database);
  const [has] = rows;
  return {
    made: has?.changes === true ? await madeChanges(database) : [],
    floor: has?.floor === true ? await readFloor(database) : null,
  };
}

async function madeChanges<Some>(database: Kysely<Some>): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(database);
  return rows.map(({ name }) => name);
}

async function readFloor<Some>(database: Kysely<Some>): Promise<string | null> {
  const { rows } = await sql<{ migration: string }>`select migration from schema_floor`.execute(database);
  return rows[0]?.migration ?? null;
}
