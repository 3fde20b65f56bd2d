import { createHash } from 'node:crypto';

import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';

import type { ArchiveRecord, Header, Manifest } from './archive-record.ts';
import { BACKUP_TABLES, type BackupTable } from './backup-tables.ts';
import { encodeFrames, MAX_PAYLOAD_BYTES } from './frames.ts';

export type ArchiveSource = {
  /** In a transaction that sees one instant. */
  readonly client: Client;
  readonly header: Header;
  /** Told after each table. */
  readonly onTable: (table: Manifest['tables'][number]) => void;
};

/** The bytes of an archive, made as they are asked for. */
export async function* archiveBytes({ client, header, onTable }: ArchiveSource): AsyncGenerator<Buffer> {
  yield* encodeRecord(header);
  const tables: Manifest['tables'] = [];
  for (const name of BACKUP_TABLES) {
    const columns = await columnsOf(client, name);
    yield* encodeRecord({ kind: 'table', name, columns });
    const copied = copyTo(
      `copy ${name} (${columns.map((column) => client.escapeIdentifier(column)).join(', ')}) to stdout`,
    );
    const sum = createHash('sha256');
    for await (const payload of inParts(client.query(copied))) {
      sum.update(payload);
      yield* encodeFrames({ kind: 'rows', payload });
    }
    const table = { name, rows: copied.rowCount, sha256: sum.digest('hex') };
    tables.push(table);
    onTable(table);
  }
  yield* encodeRecord({ kind: 'manifest', tables, numbering: await numberingOf(client) });
}

function encodeRecord(record: ArchiveRecord): Generator<Buffer> {
  return encodeFrames({ kind: 'record', payload: Buffer.from(JSON.stringify(record)) });
}

const chunkSchema = z.instanceof(Buffer);

/** Rows come one by one: packed together, because each part has its price. */
async function* inParts(rows: AsyncIterable<unknown>): AsyncGenerator<Buffer> {
  let held: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of rows) {
    const row = chunkSchema.parse(chunk);
    held.push(row);
    bytes += row.length;
    if (bytes < MAX_PAYLOAD_BYTES) continue;
    yield Buffer.concat(held);
    held = [];
    bytes = 0;
  }
  if (bytes > 0) yield Buffer.concat(held);
}

/** Those that hold something; what PostgreSQL computes it computes again. */
async function columnsOf(client: Client, table: BackupTable): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = '' order by attnum`,
    [table],
  );
  return rows.map(({ name }) => name);
}

const numberingSchema = z.object({ table: z.enum(BACKUP_TABLES), column: z.string(), last: z.coerce.number() });

async function numberingOf(client: Client): Promise<Manifest['numbering']> {
  const { rows } = await client.query<Record<string, unknown>>(
    `select c.relname as table, a.attname as column,
       coalesce(pg_sequence_last_value(pg_get_serial_sequence(quote_ident(c.relname), a.attname)::regclass), 0) as last
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where a.attidentity <> '' and c.oid = any ($1::regclass[])`,
    [BACKUP_TABLES],
  );
  return rows.map((row) => numberingSchema.parse(row));
}
