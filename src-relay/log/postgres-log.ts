import { sql } from 'kysely';

import type { Cursor } from '../../src-shared/domain/cursor.ts';
import type { Event } from '../../src-shared/domain/event.ts';
import type { WorkspaceId } from '../../src-shared/domain/ids.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { RandomBytes } from '../../src-shared/lib/random.ts';
import type { Database, WorkspaceTransaction } from '../db/database.ts';
import { GroupedLookup } from '../db/grouped-lookup.ts';
import type { Logger } from '../observability/logger.ts';
import type { Metrics } from '../observability/metrics.ts';
import { AppendedHints } from './appended-hints.ts';
import { BufferedLane, type LaneSource, type LaneStart } from './buffered-lane.ts';
import { writeOutcome } from './commit-outcome.ts';
import { LaneQueue } from './lane-queue.ts';
import type { PostgresLane, PostgresLog } from './lane.ts';
import { loadConversation, loadConversations, loadMessage, readEvents, readMessages } from './projection-rows.ts';
import { snapshotPages } from './snapshot-pages.ts';
import type { ChangeBounds } from './log.ts';
import { LaneLostError } from '../nodes/lanes.ts';

type Needs = {
  readonly database: Database;
  readonly random: RandomBytes;
  readonly metrics: Pick<Metrics, 'eventAppended' | 'laneLost' | 'contentDamaged' | 'watchQueue'>;
  readonly logger: Pick<Logger, 'error'>;
};

/** Workspaces whose position is asked for in one statement. */
const MOST_POSITIONS = 500;

/**
 * The log on PostgreSQL. A change is one transaction: it locks the workspace's row, runs, and writes its events,
 * content and projections in one statement at the end. When the commit itself fails for want of a connection, nobody
 * can know whether it took effect; asking for the change again is safe, because of the dedupe keys (L2).
 */
export function createPostgresLog({ database, random, metrics, logger }: Needs): PostgresLog {
  const queue = new LaneQueue();
  metrics.watchQueue('lane_changes', () => queue.figures);
  const hints = new AppendedHints();
  const positions = new GroupedLookup((ids: readonly WorkspaceId[]) => positionsOf(database, ids), MOST_POSITIONS);
  hints.listen(({ events }) => {
    for (const { event } of events) metrics.eventAppended(event.type);
  });
  const onDamaged = ({ workspaceId, seq }: Event) => {
    metrics.contentDamaged();
    logger.error({ event: 'log.content_damaged', workspaceId, seq });
  };
  return {
    change: (workspaceId, work, bounds = {}) =>
      queue.run(workspaceId, async () => {
        const { value, events } = await runChange({ database, random, metrics }, { workspaceId, work, ...bounds });
        hints.publish({ workspaceId, events });
        return value;
      }),
    read: (workspaceId, after, limit) =>
      inWorkspace(database, workspaceId, (tables) => readEvents(tables, workspaceId, { after, limit, onDamaged })),
    position: (workspaceId) => positions.find(workspaceId),
    heads: async (workspaceIds) => {
      const rows = await database.directory
        .selectFrom('workspace')
        .select(['id', 'head'])
        .where('id', '=', sql<WorkspaceId>`any(${workspaceIds})`)
        .execute();
      return new Map(rows.map(({ id, head }) => [id, head]));
    },
    snapshot: (workspaceId, pageSize) => snapshotPages(database.forWorkspace(workspaceId), pageSize),
    readHistory: (workspaceId, range) =>
      inWorkspace(database, workspaceId, (tables) => readMessages(tables, workspaceId, range)),
    findConversation: (workspaceId, id) =>
      inWorkspace(database, workspaceId, (tables) => loadConversation(tables, workspaceId, id)),
    onAppended: (listener) => hints.listen(listener),
  };
}

async function positionsOf(
  { directory }: Database,
  ids: readonly WorkspaceId[],
): Promise<ReadonlyMap<WorkspaceId, Cursor>> {
  const rows = await directory
    .selectFrom('workspace')
    .select(['id', 'epoch', 'head as seq'])
    .where('id', '=', sql<WorkspaceId>`any(${ids})`)
    .execute();
  return new Map(rows.map(({ id, ...position }) => [id, position]));
}

function inWorkspace<T>(
  database: Database,
  workspaceId: WorkspaceId,
  work: (tables: WorkspaceTransaction) => Promise<T>,
): Promise<T> {
  return database.forWorkspace(workspaceId).reading(work);
}

type Change<T> = ChangeBounds & {
  readonly workspaceId: WorkspaceId;
  readonly work: (lane: PostgresLane) => Promise<T>;
};

function runChange<T>({ database, random, metrics }: Omit<Needs, 'logger'>, { workspaceId, work, fence }: Change<T>) {
  return database.forWorkspace(workspaceId).locked(async (tables, row) => {
    const { fence: current, ...head } = must(row, `workspace ${workspaceId}`);
    if (fence !== undefined && fence !== current) {
      metrics.laneLost();
      throw new LaneLostError(`workspace ${workspaceId} has another holder than with fence ${fence}`);
    }
    const start: LaneStart = { workspaceId, ...head };
    const lane = new TransactionLane(start, { tables, random });
    const value = await work(lane);
    const outcome = lane.outcome();
    await writeOutcome(tables, start, outcome);
    return { value, events: outcome.events.map(({ seen }) => seen) };
  });
}

class TransactionLane extends BufferedLane implements PostgresLane {
  readonly tables: WorkspaceTransaction;

  constructor(start: LaneStart, by: { tables: WorkspaceTransaction; random: RandomBytes }) {
    super(start, laneSource(by.tables, start.workspaceId), by.random);
    this.tables = by.tables;
  }
}

function laneSource(tables: WorkspaceTransaction, workspaceId: WorkspaceId): LaneSource {
  return {
    knownKeys: async (keys) => {
      const rows = await tables
        .selectFrom('event')
        .select('dedupe_key')
        .where('workspace_id', '=', workspaceId)
        .where('dedupe_key', '=', sql<Buffer>`any(${keys.map((key) => Buffer.from(key, 'hex'))})`)
        .execute();
      return rows.map(({ dedupe_key: key }) => key.toString('hex'));
    },
    conversations: (ids) => loadConversations(tables, workspaceId, ids),
    message: (id, number) => loadMessage(tables, { workspaceId, id, number }),
  };
}
