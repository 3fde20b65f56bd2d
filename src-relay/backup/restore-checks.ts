import type { Kysely } from 'kysely';
import type { ClientBase } from 'pg';

import { readSchemaState } from '../db/schema-state.ts';
import type { Tables } from '../db/tables.ts';
import type { Header } from './archive-record.ts';
import { BackupError } from './backup-error.ts';
import { BACKUP_TABLES } from './backup-tables.ts';

const IN_USE =
  'This database is in use already: restore into an empty one (createdb, and DATABASE_URL set to it, ' +
  'or ECHODESK_DATA_DIR set to a folder that does not exist yet).';

/** Rows go into a schema as it was when they were written: one that has gone further has had a relay on it. */
export async function refuseOtherSchema(database: Kysely<Tables>, { schema }: Header): Promise<void> {
  const { made } = await readSchemaState(database);
  if (made.some((name) => !schema.includes(name))) throw new BackupError(IN_USE);
}

/** Makes sure that nobody has written anything yet. The caller keeps everybody from writing. */
export async function refuseRows(client: ClientBase): Promise<void> {
  const filled = BACKUP_TABLES.filter((table) => table !== 'workspace').map((table) => `exists (select from ${table})`);
  const { rows } = await client.query<{ used: boolean }>(
    `select exists (select from workspace where id <> 0 or head <> 0) or ${filled.join(' or ')} as used`,
  );
  if (rows[0]?.used !== false) throw new BackupError(IN_USE);
}

/** Rule L1 holds of every log: as many events as its head says, without a gap. */
export async function refuseBrokenLogs(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ id: number }>(
    `select w.id from workspace as w
     left join (select workspace_id, count(*) as events, max(seq) as newest from event group by workspace_id) as e
       on e.workspace_id = w.id
     where w.head <> coalesce(e.events, 0) or w.head <> coalesce(e.newest, 0)`,
  );
  if (rows.length === 0) return;
  const workspaces = rows.map(({ id }) => id).join(', ');
  throw new BackupError(`The log of workspace ${workspaces} has a gap in this backup: nothing was restored.`);
}
