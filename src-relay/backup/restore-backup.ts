import { pipeline } from 'node:stream/promises';

import { Kysely, PostgresDialect } from 'kysely';
import { Pool, type PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';

import { migrateToLatest, SCHEMA_CHANGES } from '../db/migrate.ts';
import type { SchemaChanges } from '../db/schema-change.ts';
import type { Tables } from '../db/tables.ts';
import type { Header, Manifest, TableRecord } from './archive-record.ts';
import { BackupError } from './backup-error.ts';
import { damaged } from './frames.ts';
import { beginNewLife, keepRelaysOut, type NewLife } from './new-life.ts';
import { readArchive, verifyArchive } from './read-archive.ts';
import { refuseBrokenLogs, refuseOtherSchema, refuseRows } from './restore-checks.ts';

export type RestoreOptions = {
  readonly databaseUrl: string;
  readonly file: string;
  /** Told after each table. */
  readonly onTable: (table: { readonly name: string; readonly rows: number }) => void;
};

export type Restored = NewLife & { readonly header: Header };

/** For the schema, and for the rows. */
const CONNECTIONS = 2;

/**
 * Puts a backup into an empty database, and begins a new life there. The file is read to its end first; the rows, the
 * new life and the last checks are one transaction, so that a damaged file changes nothing and a broken restore leaves
 * no rows. Throws a {@link BackupError} with the remedy.
 */
export async function restoreBackup(options: RestoreOptions): Promise<Restored> {
  const { header } = await verifyArchive(options.file);
  const changes = changesOf(header);
  await using pool = openPool(options.databaseUrl);
  const tables = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: pool.pool }) });
  await refuseOtherSchema(tables, header);
  await migrateToLatest(tables, { changes });
  const life = await fill(pool.pool, options);
  await migrateToLatest(tables);
  return { ...life, header };
}

/** Those that the backup's database had had. Throws where this version does not know them all. */
function changesOf({ schema, software }: Header): SchemaChanges {
  const known = Object.entries(SCHEMA_CHANGES).filter(([name]) => schema.includes(name));
  if (known.length === schema.length) return Object.fromEntries(known);
  throw new BackupError(`This backup was made by version ${software}: restore it with that version or a newer one.`);
}

async function fill(pool: Pool, { file, onTable }: RestoreOptions): Promise<NewLife> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await keepRelaysOut(client);
    await refuseRows(client);
    await client.query('delete from workspace');
    const copied = new Map<string, number>();
    for await (const part of readArchive(file)) {
      if (part.kind === 'table') {
        const rows = await copyRows(client, part.table, part.rows);
        copied.set(part.table.name, rows);
        onTable({ name: part.table.name, rows });
      }
      if (part.kind === 'manifest') await finish(client, part.manifest, copied);
    }
    const life = await beginNewLife(client);
    await refuseBrokenLogs(client);
    await client.query('commit');
    await client.query('analyze');
    return life;
  } finally {
    // A connection that is not given back takes an unfinished transaction with it.
    client.release(true);
  }
}

async function copyRows(client: PoolClient, table: TableRecord, rows: AsyncIterable<Buffer>): Promise<number> {
  const columns = table.columns.map((column) => client.escapeIdentifier(column)).join(', ');
  const copying = client.query(copyFrom(`copy ${table.name} (${columns}) from stdin`));
  await pipeline(rows, copying);
  return copying.rowCount;
}

/** PostgreSQL has taken what the archive holds, and goes on numbering where the old database had come to. */
async function finish(client: PoolClient, manifest: Manifest, copied: ReadonlyMap<string, number>): Promise<void> {
  for (const { name, rows } of manifest.tables) {
    if (copied.get(name) !== rows) throw damaged(`the database took other rows of ${name} than it holds`);
  }
  for (const { table, column, last } of manifest.numbering) {
    if (last > 0) await client.query('select setval(pg_get_serial_sequence($1, $2), $3)', [table, column, last]);
  }
}

function openPool(connectionString: string): AsyncDisposable & { readonly pool: Pool } {
  const pool = new Pool({ connectionString, max: CONNECTIONS, application_name: 'echodesk-restore' });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { pool, [Symbol.asyncDispose]: () => pool.end() };
}
