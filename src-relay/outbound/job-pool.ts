import type { Pool } from 'pg';

import { openPool } from '../db/open-pool.ts';

/** How many connections the job library may hold. */
export const JOB_CONNECTIONS = 6;
/** After how long without an answer the server is taken for lost. */
const LONGEST_ANSWER_MS = 30_000;

/** Connections for the job library, apart from those of changes and readings. */
export type JobPool = AsyncDisposable & { readonly pool: Pool };

/**
 * A connection that breaks is told to whoever uses it next. One that is being closed may still be told that the server
 * stops, when nobody listens any more: that is no fault.
 */
export function openJobPool(databaseUrl: string, connections: number): JobPool {
  const pool = openPool(databaseUrl, {
    max: connections,
    application_name: 'echodesk-relay-jobs',
    query_timeout: LONGEST_ANSWER_MS,
  });
  return { pool, [Symbol.asyncDispose]: () => pool.end() };
}
