import { sql } from 'kysely';

import type { WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import type { Database, WorkspaceTransaction } from '../db/database.ts';
import type { Lanes } from '../nodes/lanes.ts';
import type { Logger } from '../observability/logger.ts';
import { SYSTEM_WORKSPACE } from './inbox-directory.ts';

const EVERY_MS = 60 * 60 * 1000;
const BATCH = 500;
const ORPHAN_RETENTION_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Deletes raw bodies whose `retain_until` has passed, with the parts that were split off them. Kept for as long as it
 * takes is what is still work: what was never split, has a part that waits or is quarantined, or was not counted over
 * yet. Parts go first, so that a crash in between leaves nothing without its delivery.
 */
async function deleteExpiredBodies(database: Database, clock: Clock): Promise<number> {
  for (let deleted = 0; ;) {
    const ids = await findExpired(database, clock);
    if (ids.length === 0) return deleted;
    for (const workspace of await workspacesOf(database, ids)) {
      await database
        .forWorkspace(workspace)
        .transaction((tables) =>
          tables.deleteFrom('raw_item').where('workspace_id', '=', workspace).where('delivery_id', 'in', ids).execute(),
        );
    }
    await database.door.deleteFrom('raw_delivery').where('id', 'in', ids).execute();
    deleted += ids.length;
  }
}

async function findExpired({ door }: Database, clock: Clock): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    with work as (
      select i.delivery_id from workspace as w join raw_item as i on i.workspace_id = w.id
      where i.state not in ('applied', 'kept') and i.state in ('waiting', 'quarantined')
    )
    select d.id from raw_delivery as d
    where d.retain_until < ${clock.now()} and d.split_at is not null
      and d.id <= (select up_to from reconciliation)
      and not exists (select from unreconciled_delivery as u where u.delivery_id = d.id)
      and not exists (select from work where work.delivery_id = d.id)
    order by d.id limit ${BATCH}`.execute(door);
  return rows.map(({ id }) => id);
}

/** Workspaces that have parts of these deliveries, and perhaps others that lie between them. */
async function workspacesOf({ directory }: Database, ids: readonly number[]): Promise<readonly WorkspaceId[]> {
  const { rows } = await sql<{ id: WorkspaceId }>`
    select w.id from workspace as w where exists (
      select from raw_item as i where i.workspace_id = w.id
        and i.delivery_id >= ${ids[0]} and i.delivery_id <= ${ids.at(-1)}
    )`.execute(directory);
  return rows.map(({ id }) => id);
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
  readonly lanes: Pick<Lanes, 'held'>;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  readonly logger: Logger;
};

/**
 * Deletes what is past its time, at once and then every hour, until disposed, while this node holds the lane of
 * workspace 0: one node does. A failure is logged and tried again an hour later.
 */
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
    const { lanes, startTimer } = this.#needs;
    if (lanes.held(SYSTEM_WORKSPACE) !== undefined) await this.#deleteAll();
    if (!this.#isStopped) this.#cancel = startTimer(() => this.start(), EVERY_MS);
  }

  async #deleteAll(): Promise<void> {
    const { database, clock, logger } = this.#needs;
    try {
      const deleted = await deleteExpiredBodies(database, clock);
      if (deleted > 0) logger.info({ event: 'retention.raw_bodies', deleted });
      const orphans = await deleteOldOrphans(database, clock);
      if (orphans > 0) logger.info({ event: 'retention.orphan_statuses', deleted: orphans });
    } catch (error) {
      logger.warn({ err: error, event: 'retention.failed' });
    }
  }
}
