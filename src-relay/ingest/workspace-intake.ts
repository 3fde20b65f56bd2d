import type { WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import type { PostgresLog } from '../log/lane.ts';
import type { Logger } from '../observability/logger.ts';
import type { Metrics } from '../observability/metrics.ts';
import { applyItems } from './apply-items.ts';
import { StoppedError, type Patience } from './patience.ts';
import { storeItems, type Item, type Judged } from './raw-items.ts';

export type IntakeNeeds = {
  readonly log: PostgresLog;
  readonly clock: Clock;
  readonly patience: Patience;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'itemsSettled' | 'statusParked'>;
};

/** Items in one change at most: a lane is free again soon for the commands of agents. */
const MOST_ITEMS = 200;

/** To whom the fate of each item is told, once. When the relay stops, the rest is told nothing. */
export type IntakeListener = {
  /** It stands in the database with its verdict. */
  readonly settled: (item: Item) => void;
  /** It could not be stored; its delivery on disk is all there is of it. */
  readonly leftOnDisk: (item: Item) => void;
};

/**
 * The items of one workspace, in the order they came. What queues up while a change runs is the next change.
 *
 * - When a change fails, each of its items is tried by itself; one that fails alone is quarantined, and its
 *   neighbours are not held up. One that can't even be quarantined is left on disk. While the database is away all of
 *   them wait.
 * - When the relay stops, the rest is left for the next start.
 */
export class WorkspaceIntake {
  readonly #workspaceId: WorkspaceId;
  readonly #needs: IntakeNeeds;
  readonly #listener: IntakeListener;
  readonly #queue: Item[] = [];
  #running: Promise<void> | undefined;

  constructor(workspaceId: WorkspaceId, needs: IntakeNeeds, listener: IntakeListener) {
    this.#workspaceId = workspaceId;
    this.#needs = needs;
    this.#listener = listener;
  }

  add(items: readonly Item[]): void {
    for (const item of items) this.#queue.push(item);
    this.#running ??= this.#drain();
  }

  /** Resolves when nothing runs. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      try {
        await this.#settle(this.#queue.splice(0, MOST_ITEMS));
      } catch (error) {
        if (!(error instanceof StoppedError)) throw error;
        this.#queue.length = 0;
      }
    }
    this.#running = undefined;
  }

  async #settle(items: readonly Item[]): Promise<void> {
    try {
      this.#tell(await this.#apply(items));
    } catch (error) {
      if (error instanceof StoppedError) throw error;
      const [alone, ...others] = items;
      if (others.length > 0) for (const item of items) await this.#settle([item]);
      else if (alone !== undefined) await this.#quarantine(alone, error);
    }
  }

  #apply(items: readonly Item[]): Promise<readonly Judged[]> {
    const { log, clock, patience } = this.#needs;
    return patience.untilBack(() => log.change(this.#workspaceId, (lane) => applyItems(lane, items, clock.now())));
  }

  async #quarantine(item: Item, error: unknown): Promise<void> {
    const { deliveryId, part } = item;
    const place = { workspaceId: this.#workspaceId, deliveryId, part };
    this.#needs.logger.error({ err: error, ...place }, 'item quarantined');
    const verdict = { state: 'quarantined', reason: error instanceof Error ? error.name : 'unknown' } as const;
    try {
      await this.#storeEither([
        { item, verdict },
        { item: { ...item, raw: null }, verdict },
      ]);
    } catch (failure) {
      if (failure instanceof StoppedError) throw failure;
      this.#needs.logger.error({ err: failure, ...place }, 'item left on disk');
      this.#listener.leftOnDisk(item);
      return;
    }
    this.#tell([{ item, verdict }]);
  }

  async #storeEither([whole, bare]: readonly [Judged, Judged]): Promise<void> {
    try {
      await this.#store(whole);
    } catch (failure) {
      if (failure instanceof StoppedError) throw failure;
      await this.#store(bare);
    }
  }

  async #store(judged: Judged): Promise<void> {
    const { log, clock, patience } = this.#needs;
    await patience.untilBack(() =>
      log.change(this.#workspaceId, (lane) =>
        storeItems(lane.tables, this.#workspaceId, { judged: [judged], links: [], at: clock.now() }),
      ),
    );
  }

  #tell(judged: readonly Judged[]): void {
    for (const { item, verdict } of judged) {
      if (verdict.reason === 'parked') this.#needs.metrics.statusParked();
      this.#needs.metrics.itemsSettled(verdict.state, verdict.reason ?? '', 1);
      this.#listener.settled(item);
    }
  }
}
