import { Client } from 'pg';

import { beginNewLife, keepRelaysOut, type NewLife } from './new-life.ts';

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
    await keepRelaysOut(client);
    const life = await beginNewLife(client);
    await client.query('commit');
    return life;
  } finally {
    await client.end();
  }
}
