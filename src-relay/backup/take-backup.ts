import { Client } from 'pg';
import { z } from 'zod';

import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { BACKUP_APPLICATION, SCHEMA_CHANGES } from '../db/migrate.ts';
import { archiveBytes } from './archive-parts.ts';
import type { Header, Manifest } from './archive-record.ts';
import { BackupError } from './backup-error.ts';
import { BACKUP_TABLES } from './backup-tables.ts';
import { verifyArchive } from './read-archive.ts';
import { writeWhole } from './write-whole.ts';

export type BackupOptions = {
  readonly databaseUrl: string;
  /** Where it goes, as the last step: until then its bytes stand beside it under another name. */
  readonly file: string;
  /** May take the place of a file that is there. */
  readonly overwrites: boolean;
  /** Version of this software. */
  readonly software: string;
  readonly now: EpochMs;
  readonly onTable: (table: Manifest['tables'][number]) => void;
};

const UNDEFINED_TABLE = '42P01';
const faultSchema = z.object({ code: z.string() });

/**
 * Writes all that the relay holds, as of one instant, while it serves. The file is read again and compared before it
 * gets its name. Holds no lock that a serving relay would wait for; a change of the schema waits until it is done,
 * and holds nobody up meanwhile.
 * Throws a {@link BackupError} with the remedy.
 */
export async function takeBackup(options: BackupOptions): Promise<Manifest> {
  const { databaseUrl, file, overwrites, software, now, onTable } = options;
  const client = new Client({ connectionString: databaseUrl, application_name: BACKUP_APPLICATION });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const schema = await holdSchema(client);
    const header: Header = { kind: 'header', format: 'echodesk-backup', version: 1, software, takenAt: now, schema };
    return await writeWhole(
      { file, overwrites },
      archiveBytes({ client, header, onTable }),
      async (written) => (await verifyArchive(written)).manifest,
    );
  } finally {
    await client.end();
  }
}

/** Nobody may change a table from here to the end of the transaction. Gives the changes that the schema has had. */
async function holdSchema(client: Client): Promise<string[]> {
  try {
    await client.query(`lock table ${BACKUP_TABLES.join(', ')} in access share mode`);
  } catch (error) {
    if (faultSchema.safeParse(error).data?.code !== UNDEFINED_TABLE) throw error;
    throw new BackupError('This database is not one of this version of the relay: start the relay on it once.');
  }
  const { rows } = await client.query<{ name: string }>('select name from kysely_migration order by name');
  const unknown = rows.find(({ name }) => !Object.hasOwn(SCHEMA_CHANGES, name));
  if (unknown === undefined) return rows.map(({ name }) => name);
  throw new BackupError(
    `A newer version of the relay has changed this database (${unknown.name}): make the backup with that version.`,
  );
}
