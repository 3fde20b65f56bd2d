import { Pool, type PoolClient, type PoolConfig } from 'pg';

export type PoolBounds = PoolConfig & {
  readonly max: number;
  readonly application_name: string;
  /**
   * Milliseconds that a query may go without its answer. Longer than any query of the pool takes: what it takes for a
   * lost server is thrown away. Absent: it waits for ever.
   */
  readonly query_timeout?: number;
};

const CONNECT_TIMEOUT_MS = 10_000;
/** A connection on which nothing comes for so long is tried by the system, which gives it up within ten seconds. */
const SILENT_MS = 5000;
/** What pg says of a query that got no answer within `query_timeout`. */
const UNANSWERED = 'Query read timeout';

/**
 * Connections to PostgreSQL. A server can be lost without a word (its host stopped, the network cut), and TCP alone
 * would wait for it for a quarter of an hour. Here a query that gets no answer within its time fails, and its connection
 * is closed. Whether the server did what it was asked for is unknown then.
 */
export function openPool(url: string, bounds: PoolBounds): Pool {
  const pool = new Pool({
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: SILENT_MS,
    ...bounds,
    connectionString: url,
  });
  // Whoever uses a connection that breaks is told by its query; an idle one is simply replaced.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    client.on('error', () => undefined);
    closeWhenUnanswered(client);
  });
  return pool;
}

/**
 * For pg a query that ran out of time is over and its connection as good as before: the pool would give it to the next
 * one, who waits in vain as well.
 */
function closeWhenUnanswered(client: PoolClient): void {
  const query: unknown = Reflect.get(client, 'query');
  if (typeof query !== 'function') return;
  Reflect.set(client, 'query', (...args: unknown[]): unknown => {
    const answer: unknown = Reflect.apply(query, client, args);
    return answer instanceof Promise ? answer.catch((error: unknown) => closeAndThrow(client, error)) : answer;
  });
}

function closeAndThrow(client: PoolClient, error: unknown): never {
  // While a query is under way it closes at once, without a goodbye; the pool takes it for broken.
  if (error instanceof Error && error.message === UNANSWERED) void client.end();
  throw error;
}
