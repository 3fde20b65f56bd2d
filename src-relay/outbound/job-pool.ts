import { Pool } from 'pg';

/** How many connections the job library may hold. */
export const JOB_CONNECTIONS = 6;

/** Connections for the job library, apart from those of changes and readings. */
export type JobPool = AsyncDisposable & { readonly pool: Pool };

/**
 * A connection that breaks is told to whoever uses it next. One that is being closed may still be told that the server
 * stops, when nobody listens any more: that is no fault.
 */
export function openJobPool(databaseUrl: string, connections: number): JobPool {
  const pool = new Pool({
    connectionString: databaseUrl,
    max: connections,
    application_name: 'echodesk-relay-jobs',
  });
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return { pool, [Symbol.asyncDispose]: () => pool.end() };
}
