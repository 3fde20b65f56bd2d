import { Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import { TypeOverrides, type Pool } from 'pg';

import type { ConversationId, Seq, WorkspaceId } from '../../src-shared/domain/ids.ts';
import { migrateToLatest } from './migrate.ts';
import { openPool } from './open-pool.ts';
import type { Fence } from '../nodes/lanes.ts';
import type { DirectoryTables, DoorTables, LeaseTables, Tables, WorkspaceTables } from './tables.ts';

export type WorkspaceTransaction = Transaction<WorkspaceTables>;

/** The tables of one workspace. Each transaction carries `echodesk.workspace_id`. */
export type WorkspaceDatabase = {
  readonly workspaceId: WorkspaceId;
  /** Read committed; commits when `work` returns, rolls back when it throws. */
  transaction<T>(work: (tables: WorkspaceTransaction) => Promise<T>): Promise<T>;
  /**
   * A transaction that begins by locking the workspace's row, in the same round trip. The row is undefined where there
   * is no such workspace.
   */
  locked<T>(work: (tables: WorkspaceTransaction, row: WorkspaceHead | undefined) => Promise<T>): Promise<T>;
  /** Repeatable read, read only: everything that `work` sees is as of one instant. */
  reading<T>(work: (tables: WorkspaceTransaction) => Promise<T>): Promise<T>;
  /** The same for as long as a reader takes, until disposed. Holds one of few connections meanwhile. */
  openReading(): Promise<WorkspaceReading>;
};

export type WorkspaceHead = {
  readonly head: Seq;
  readonly lastConversation: ConversationId;
  /** Of the lane's holder, as it stands while the row is locked. */
  readonly fence: Fence;
};

export type WorkspaceReading = AsyncDisposable & { readonly tables: WorkspaceTransaction };

/** Our one way to PostgreSQL. */
export type Database = AsyncDisposable & {
  /** The only way to the tables of a workspace. */
  forWorkspace(workspaceId: WorkspaceId): WorkspaceDatabase;
  /** Raw deliveries, which have no workspace. */
  readonly door: Kysely<DoorTables>;
  /** To find the workspace of a number or a person; never for what a workspace holds. */
  readonly directory: Kysely<DirectoryTables>;
  /** Leases of nodes and lanes, over connections of their own: a relay that is busy must not be taken for dead. */
  readonly leases: Kysely<LeaseTables>;
  /** Whether it answers. */
  isReady(): Promise<boolean>;
  /** How its connections are used, at this moment. */
  pools(): readonly PoolFigures[];
};

/** `waiting` counts those who want a connection and have none. */
export type PoolFigures = {
  readonly name: string;
  readonly total: number;
  readonly idle: number;
  readonly waiting: number;
};

/** Connections for changes and short reads, and for readings that last as long as their reader. */
const LIVE_CONNECTIONS = 12;
const READING_CONNECTIONS = 8;
const LEASE_CONNECTIONS = 2;
/** For raw deliveries alone: the provider is answered in time, however many consoles ask for something. */
const DOOR_CONNECTIONS = 3;
/** What one node opens at most, besides those of the job library. */
export const DATABASE_CONNECTIONS = LIVE_CONNECTIONS + READING_CONNECTIONS + LEASE_CONNECTIONS + DOOR_CONNECTIONS;
/**
 * The server ends a change whose relay says nothing for so long: a process that froze in the middle of one must not
 * keep the workspace's row locked from the node that takes over.
 */
const LONGEST_PAUSE_MS = 2500;
/**
 * After how long without an answer the server is taken for lost (milliseconds). A lease is renewed again before it runs
 * out, and the provider is told to come again before it gives up; a body that was stored all the same is known as a
 * repeat (L2). Behind the others stand changes that wait for a lock, and the pages of snapshots.
 */
const LEASE_ANSWER_MS = 2000;
const DOOR_ANSWER_MS = 10_000;
const LONGEST_ANSWER_MS = 30_000;
const CONNECTIONS_TO_MIGRATE = 2;
const APPLICATION = 'echodesk-relay';
const INT8 = 20;

/** Connects, migrates, and gives the database; throws when the server can't be reached or migrated. */
export async function openDatabase(url: string): Promise<Database> {
  await migrate(url);
  const common = { application_name: APPLICATION, types: ourTypes(), query_timeout: LONGEST_ANSWER_MS };
  const live = openPool(url, {
    ...common,
    max: LIVE_CONNECTIONS,
    idle_in_transaction_session_timeout: LONGEST_PAUSE_MS,
  });
  const reading = openPool(url, { ...common, max: READING_CONNECTIONS });
  const leases = openPool(url, {
    ...common,
    max: LEASE_CONNECTIONS,
    connectionTimeoutMillis: LEASE_ANSWER_MS,
    statement_timeout: LEASE_ANSWER_MS,
    query_timeout: LEASE_ANSWER_MS,
  });
  const doors = openPool(url, { ...common, max: DOOR_CONNECTIONS, query_timeout: DOOR_ANSWER_MS });
  const door = over<DoorTables>(doors);
  const tables = { live: over<WorkspaceTables>(live), reading: over<WorkspaceTables>(reading) };
  return {
    forWorkspace: (workspaceId) => workspaceDatabase(workspaceId, tables),
    door,
    directory: over<DirectoryTables>(live),
    leases: over<LeaseTables>(leases),
    isReady: () => answers(door),
    pools: () => Object.entries({ live, reading, leases, doors }).map(([name, pool]) => figuresOf(name, pool)),
    [Symbol.asyncDispose]: async () => {
      await Promise.all([live.end(), reading.end(), leases.end(), doors.end()]);
    },
  };
}

/** Over connections of its own: a change of the schema may take as long as it takes. */
async function migrate(url: string): Promise<void> {
  const pool = openPool(url, { max: CONNECTIONS_TO_MIGRATE, application_name: APPLICATION });
  try {
    await migrateToLatest(over<Tables>(pool));
  } finally {
    await pool.end();
  }
}

function figuresOf(name: string, pool: Pool): PoolFigures {
  return { name, total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount };
}

/** The pool is ended by its owner, not by kysely: several views of the tables share it. */
function over<Some>(pool: Pool): Kysely<Some> {
  return new Kysely<Some>({ dialect: new PostgresDialect({ pool }) });
}

/** Our bigints are counts and epoch milliseconds: all of them safe integers. */
function ourTypes(): TypeOverrides {
  const overrides = new TypeOverrides();
  overrides.setTypeParser(INT8, Number);
  return overrides;
}

function workspaceDatabase(
  workspaceId: WorkspaceId,
  { live, reading }: { live: Kysely<WorkspaceTables>; reading: Kysely<WorkspaceTables> },
): WorkspaceDatabase {
  const scope = sql`select set_config('echodesk.workspace_id', ${String(workspaceId)}, true)`;
  const scopeAndLock = sql<WorkspaceHead>`
    with scope as materialized (${scope})
    select w.head, w.last_conversation as "lastConversation", w.lane_fence as fence
    from scope cross join workspace as w where w.id = ${workspaceId} for update of w`;
  return {
    workspaceId,
    transaction: (work) =>
      live.transaction().execute(async (tables) => {
        await scope.execute(tables);
        return work(tables);
      }),
    locked: (work) =>
      live.transaction().execute(async (tables) => {
        const { rows } = await scopeAndLock.execute(tables);
        return work(tables, rows[0]);
      }),
    reading: (work) =>
      live
        .transaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (tables) => {
          await scope.execute(tables);
          return work(tables);
        }),
    openReading: async () => {
      const tables = await reading
        .startTransaction()
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute();
      const end = () => tables.rollback().execute();
      try {
        await scope.execute(tables);
      } catch (error) {
        // A rollback that fails gives the connection back as well.
        await end().catch(() => undefined);
        throw error;
      }
      return { tables, [Symbol.asyncDispose]: end };
    },
  };
}

async function answers(door: Kysely<DoorTables>): Promise<boolean> {
  try {
    await sql`select 1`.execute(door);
    return true;
  } catch {
    return false;
  }
}
