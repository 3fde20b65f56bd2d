import type { WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import type { Database, WorkspaceTransaction } from '../db/database.ts';
import type { Logger } from '../observability/logger.ts';

const EVERY_MS = 60 * 60 * 1000;
const BATCH = 500;
const ORPHAN_RETENTION_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Deletes raw bodies whose `retain_until` has passed, with the parts that were split off them. One that was never
 * split is kept: it is work, not waste. Parts go first, so that a crash in between leaves nothing without its delivery.
 */
async function deleteExpiredBodies(database: Database, clock: Clock): Promise<number> {
  const expired = await database.door
    .selectFrom('raw_delivery')
    .select('id')
    .where('retain_until', '<', clock.now())
    .where('split_at', 'is not', null)
    .orderBy('id')
    .limit(BATCH)
    .execute();
  if (expired.length === 0) return 0;
  const ids = expired.map(({ id }) => id);
  await inEachWorkspace(database, (tables, workspace) =>
    tables.deleteFrom('raw_item').where('workspace_id', '=', workspace).where('delivery_id', 'in', ids).execute(),
  );
  await database.door.deleteFrom('raw_delivery').where('id', 'in', ids).execute();
  return expired.length + (await deleteExpiredBodies(database, clock));
}

/** Deletes parked statuses so old that their message will not become known any more. */
async function deleteOldOrphans(database: Database, clock: Clock): Promise<number> {
  const before = epochMs(clock.now() - ORPHAN_RETENTION_MS);
  let deleted = 0;
  await inEachWorkspace(database, async (tables, workspace) => {
    const result = await tables
      .deleteFrom('orphan_status')
      .where('workspace_id', '=', workspace)
      .where('at', '<', before)
      .executeTakeFirst();
    deleted += Number(result.numDeletedRows);
  });
  return deleted;
}

async function inEachWorkspace(
  database: Database,
  work: (tables: WorkspaceTransaction, workspace: WorkspaceId) => Promise<unknown>,
): Promise<void> {
  const workspaces = await database.directory.selectFrom('workspace').select('id').execute();
  for (const { id } of workspaces) await database.forWorkspace(id).transaction((tables) => work(tables, id));
}

export type RetentionNeeds = {
  readonly database: Database;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  readonly logger: Logger;
};

/** Deletes what is past its time, at once and then every hour, until disposed. A failure is logged and tried again an hour later. */
export class Retention implements AsyncDisposable {
  readonly #needs: RetentionNeeds;
  #cancel: (() => void) | undefined;
  #isStopped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(needs: RetentionNeeds) {
    this.#needs = needs;
  }

  start(): void {
    this.#running = this.#run();
  }

  [Symbol.asyncDispose](): Promise<void> {
    this.#isStopped = true;
    this.#cancel?.();
    return this.#running;
  }

  async #run(): Promise<void> {
    const { database, clock, logger, startTimer } = this.#needs;
    try {
      const deleted = await deleteExpiredBodies(database, clock);
      if (deleted > 0) logger.info({ event: 'retention.raw_bodies', deleted });
      const orphans = await deleteOldOrphans(database, clock);
      if (orphans > 0) logger.info({ event: 'retention.orphan_statuses', deleted: orphans });
    } catch (error) {
      logger.warn({ err: error, event: 'retention.failed' });
    }
    if (!this.#isStopped) this.#cancel = startTimer(() => this.start(), EVERY_MS);
  }
}
