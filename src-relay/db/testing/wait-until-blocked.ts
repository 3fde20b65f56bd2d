import { Client } from 'pg';

/** Resolves when a session of the database waits for a lock. */
export async function waitUntilBlocked(url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    for (;;) {
      const { rowCount } = await client.query(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      if (rowCount !== 0) return;
    }
  } finally {
    await client.end();
  }
}
