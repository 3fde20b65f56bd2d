import { z } from 'zod';

import { epochMsSchema } from '../../src-shared/lib/epoch-ms.ts';
import { BACKUP_TABLES } from './backup-tables.ts';

const tableSchema = z.enum(BACKUP_TABLES);
const countSchema = z.number().int().nonnegative();

/** The first record. A reader that does not know its `version` stops here. */
export const headerSchema = z.object({
  kind: z.literal('header'),
  format: z.literal('echodesk-backup'),
  version: z.literal(1),
  /** Version of the relay that wrote it. */
  software: z.string(),
  takenAt: epochMsSchema,
  /** Names of the schema's changes, in their order: rows fit no other schema. */
  schema: z.array(z.string()).min(1),
});
export type Header = z.infer<typeof headerSchema>;

/** The rows that follow are of this table, with these columns, as PostgreSQL's COPY writes them in its text format. */
export const tableRecordSchema = z.object({
  kind: z.literal('table'),
  name: tableSchema,
  columns: z.array(z.string()).min(1),
});
export type TableRecord = z.infer<typeof tableRecordSchema>;

/** The last record: what has to have come before it. An archive without one is cut. */
export const manifestSchema = z.object({
  kind: z.literal('manifest'),
  tables: z.array(
    z.object({
      name: tableSchema,
      rows: countSchema,
      /** Of its rows as they stand in the archive, SHA-256 in hex. */
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  /** How far the numbers have come that PostgreSQL gives itself; may be above every one in use. */
  numbering: z.array(z.object({ table: tableSchema, column: z.string(), last: countSchema })),
});
export type Manifest = z.infer<typeof manifestSchema>;

export const recordSchema = z.discriminatedUnion('kind', [headerSchema, tableRecordSchema, manifestSchema]);
export type ArchiveRecord = z.infer<typeof recordSchema>;
