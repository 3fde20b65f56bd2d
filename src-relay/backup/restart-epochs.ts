import { Client } from 'pg';

import { BackupError } from './backup-error.ts';
import { beginNewLife, livingNodes, type NewLife } from './new-life.ts';

/**
 * Begins a new life in a database that its operator has set back by other means, such as point-in-time recovery. Throws
 * a {@link BackupError} while a relay works on it.
 */
export async function restartEpochs(databaseUrl: string): Promise<NewLife> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'echodesk-restore' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    await client.query('lock table workspace, node in exclusive mode');
    const alive = await livingNodes(client);
    if (alive > 0) throw new BackupError(`${alive} relays work on this database: stop them, wait a minute, try again.`);
    const life = await beginNewLife(client);
    await client.query('commit');
    return life;
  } finally {
    await client.end();
  }
}
