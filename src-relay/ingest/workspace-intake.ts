import type { WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { Database } from '../db/database.ts';
import type { Fence, Lanes } from '../nodes/lanes.ts';
import type { Metrics } from '../observability/metrics.ts';
import { BULK_FIELDS } from './bulk-fields.ts';
import type { InboxDirectory } from './inbox-directory.ts';
import { StoppedError } from './patience.ts';
import { dropWaiting, storeWaiting, type Item, type Judged } from './raw-items.ts';
import { settleItems, type HeldLane, type SettleNeeds } from './settle-items.ts';
import { readWaiting, type WaitingItem, type WaitingKind } from './waiting-items.ts';

export type IntakeNeeds = SettleNeeds & {
  readonly database: Pick<Database, 'forWorkspace' | 'door'>;
  readonly directory: InboxDirectory;
  readonly lanes: Pick<Lanes, 'held' | 'hold'>;
  /** Something waits in a workspace, for whoever holds its lane. */
  readonly announce: (workspaceId: WorkspaceId) => void;
  readonly metrics: Pick<Metrics, 'itemsSettled' | 'statusParked' | 'deliveryApplied'>;
  /** An item that was given to an intake stands in the database, or could not be stored. Told once for each. */
  readonly onFate: (item: Item, fate: ItemFate) => void;
};

export type ItemFate = 'settled' | 'waiting' | 'unstored';

/** Items in one change at most: a lane is free again soon for the commands of agents. */
const MOST_ITEMS = 200;

/**
 * The items of one workspace, in the order they came. What queues up while a change runs is the next change.
 *
 * - While this node holds the lane, live items are applied at once. Where another holds it, or takes it meanwhile, they
 *   are stored for that one, which is told of it.
 * - What waits in the database goes before what has just come, and everything live goes before bulk (D3).
 * - An item that can't even be quarantined is left on disk. While the database is away all of them wait.
 * - When the relay stops, the rest is left for the next start.
 */
export class WorkspaceIntake {
  readonly #workspaceId: WorkspaceId;
  readonly #needs: IntakeNeeds;
  readonly #live: Item[] = [];
  readonly #bulk: Item[] = [];
  /** Where something may wait in the database. */
  readonly #mayWait = new Set<WaitingKind>();
  #running: Promise<void> | undefined;

  constructor(workspaceId: WorkspaceId, needs: IntakeNeeds) {
    this.#workspaceId = workspaceId;
    this.#needs = needs;
  }

  add(items: readonly Item[]): void {
    for (const item of items) (BULK_FIELDS.includes(item.field) ? this.#bulk : this.#live).push(item);
    this.#running ??= this.#drain();
  }

  /** Something may wait in the database. Of no effect unless this node holds the lane. */
  wake(): void {
    this.#mayWait.add('live').add('bulk');
    this.#running ??= this.#drain();
  }

  /** Resolves when nothing runs. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #drain(): Promise<void> {
    while (this.#hasWork()) {
      try {
        await this.#step();
      } catch (error) {
        if (!(error instanceof StoppedError)) throw error;
        this.#live.length = 0;
        this.#bulk.length = 0;
        this.#mayWait.clear();
      }
    }
    this.#running = undefined;
  }

  #hasWork(): boolean {
    return this.#live.length + this.#bulk.length + this.#mayWait.size > 0;
  }

  async #step(): Promise<void> {
    const fence = await this.#fence();
    if (fence === undefined) {
      this.#mayWait.clear();
      await this.#leaveWaiting([...this.#live.splice(0, MOST_ITEMS), ...this.#bulk.splice(0, MOST_ITEMS)]);
    } else if (this.#mayWait.has('live')) await this.#settleWaiting('live', fence);
    else if (this.#live.length > 0) await this.#settleLive(fence);
    else if (this.#bulk.length > 0) await this.#leaveWaiting(this.#bulk.splice(0, MOST_ITEMS));
    else await this.#settleWaiting('bulk', fence);
  }

  async #fence(): Promise<Fence | undefined> {
    const { lanes, patience } = this.#needs;
    return lanes.held(this.#workspaceId) ?? (await patience.untilBack(() => lanes.hold(this.#workspaceId)));
  }

  async #settleLive(fence: Fence): Promise<void> {
    const { onFate } = this.#needs;
    const items = this.#live.splice(0, MOST_ITEMS);
    const { judged, lost, unstored } = await settleItems(this.#needs, this.#lane(fence), items);
    this.#count(judged);
    for (const { item } of judged) onFate(item, 'settled');
    for (const item of unstored) onFate(item, 'unstored');
    await this.#leaveWaiting(lost);
  }

  /** Stops at what can't be stored, until it is woken again. */
  async #settleWaiting(kind: WaitingKind, fence: Fence): Promise<void> {
    this.#mayWait.delete(kind);
    const { patience } = this.#needs;
    const page = await patience.untilBack(() => readWaiting(this.#needs, this.#workspaceId, kind));
    const [own = [], others = []] = [true, false].map((isOwn) =>
      page.items.filter(({ workspaceId }) => (workspaceId === this.#workspaceId) === isOwn),
    );
    await this.#moveAway(others);
    let settled = others.length;
    for (let from = 0; from < own.length; from += MOST_ITEMS) {
      const some = own.slice(from, from + MOST_ITEMS);
      const { judged, lost } = await settleItems(this.#needs, this.#lane(fence), some);
      this.#count(judged);
      if (kind === 'live') this.#timeWaited(judged);
      if (lost.length > 0) return;
      settled += judged.length;
    }
    if (page.hasMore && settled > 0) this.#mayWait.add(kind);
  }

  /** To the workspace that their number has come to. In between they stand in both, which counts as one. */
  async #moveAway(items: readonly WaitingItem[]): Promise<void> {
    const { database, patience, announce } = this.#needs;
    for (const [workspaceId, moved] of Map.groupBy(items, (item) => item.workspaceId)) {
      await patience.untilBack(async () => {
        const there = database.forWorkspace(workspaceId);
        await there.transaction((tables) => storeWaiting(tables, workspaceId, moved));
        const here = database.forWorkspace(this.#workspaceId);
        await here.transaction((tables) => dropWaiting(tables, this.#workspaceId, moved));
      });
      announce(workspaceId);
    }
  }

  /** Stores them for whoever holds the lane. */
  async #leaveWaiting(items: readonly Item[]): Promise<void> {
    if (items.length === 0) return;
    const { database, patience, logger, announce, onFate } = this.#needs;
    const workspaceId = this.#workspaceId;
    try {
      await patience.untilBack(() =>
        database.forWorkspace(workspaceId).transaction((tables) => storeWaiting(tables, workspaceId, items)),
      );
    } catch (error) {
      if (error instanceof StoppedError) throw error;
      logger.error({ err: error, workspaceId }, 'items left on disk');
      for (const item of items) onFate(item, 'unstored');
      return;
    }
    for (const item of items) onFate(item, 'waiting');
    announce(workspaceId);
  }

  #lane(fence: Fence): HeldLane {
    return { workspaceId: this.#workspaceId, fence };
  }

  #count(judged: readonly Judged[]): void {
    for (const { verdict } of judged) {
      if (verdict.reason === 'parked') this.#needs.metrics.statusParked();
      this.#needs.metrics.itemsSettled(verdict.state, verdict.reason ?? '', 1);
    }
  }

  #timeWaited(judged: readonly Judged[]): void {
    const { metrics, clock } = this.#needs;
    const times = new Map(judged.map(({ item }) => [item.deliveryId, item.receivedAt]));
    for (const receivedAt of times.values()) metrics.deliveryApplied(clock.now() - receivedAt);
  }
}
