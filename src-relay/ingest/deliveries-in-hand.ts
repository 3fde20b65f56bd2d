import type { Clock } from '../../src-shared/lib/clock.ts';
import type { Database } from '../db/database.ts';
import { GroupCommit } from '../http/group-commit.ts';
import type { Logger } from '../observability/logger.ts';
import type { Metrics } from '../observability/metrics.ts';
import { markSplit, type Delivery, type SplitDelivery } from './deliveries.ts';
import type { Patience } from './patience.ts';
import type { ItemFate } from './workspace-intake.ts';

type Needs = {
  readonly database: Pick<Database, 'door'>;
  readonly clock: Clock;
  readonly patience: Patience;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'deliveriesInHand' | 'deliveryApplied' | 'watchQueue'>;
  /** One has been let go: there is room; where it is not whole it is on disk as before, and to be taken up again. */
  readonly onLetGo: (outcome: { readonly isWhole: boolean }) => void;
};

type InHand = {
  readonly delivery: Delivery;
  readonly parts: number;
  /** Parts not stored yet. */
  left: number;
  readonly fates: Set<ItemFate>;
  readonly finished: PromiseWithResolvers<void>;
};

const MARK_LIMITS = { most: 500, inFlight: 1 };

/** Deliveries from when they are taken until each of their parts is stored and they are marked as split, or given up. */
export class DeliveriesInHand {
  readonly #needs: Needs;
  readonly #all = new Map<number, InHand>();
  readonly #marks: GroupCommit<SplitDelivery>;
  #bytes = 0;

  constructor(needs: Needs) {
    this.#needs = needs;
    const { database, patience, clock } = needs;
    this.#marks = new GroupCommit(
      (split) => patience.untilBack(() => markSplit(database.door, split, clock.now())),
      MARK_LIMITS,
    );
    needs.metrics.watchQueue('delivery_marks', () => this.#marks.figures);
  }

  /** Of their bodies. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Resolves when the oldest is let go; undefined where there is none. */
  get oldest(): Promise<void> | undefined {
    const [oldest] = this.#all.values();
    return oldest?.finished.promise;
  }

  /** Resolves when a delivery that is in hand is let go; undefined where it is not. */
  find(deliveryId: number): Promise<void> | undefined {
    return this.#all.get(deliveryId)?.finished.promise;
  }

  /** Takes one that is not in hand. Resolves when it is let go. */
  add(delivery: Delivery, parts: number): Promise<void> {
    const finished = Promise.withResolvers<void>();
    this.#all.set(delivery.id, { delivery, parts, left: parts, fates: new Set(), finished });
    this.#bytes += delivery.body.length;
    this.#needs.metrics.deliveriesInHand(this.#all.size);
    return finished.promise;
  }

  partDone(deliveryId: number, fate: ItemFate): void {
    const one = this.#all.get(deliveryId);
    if (one === undefined) return;
    one.left -= 1;
    one.fates.add(fate);
    if (one.left > 0) return;
    if (one.fates.has('unstored')) this.giveUp(deliveryId);
    else void this.#finish(one);
  }

  /** Leaves it on disk as it is. */
  giveUp(deliveryId: number): void {
    this.#letGo(deliveryId, { isWhole: false });
  }

  giveUpAll(): void {
    for (const id of this.#all.keys()) this.giveUp(id);
  }

  async #finish({ delivery, parts, fates }: InHand): Promise<void> {
    const { metrics, clock, logger } = this.#needs;
    if (!fates.has('waiting')) metrics.deliveryApplied(clock.now() - delivery.receivedAt);
    try {
      await this.#marks.add({ id: delivery.id, parts });
      this.#letGo(delivery.id, { isWhole: true });
    } catch (error) {
      logger.warn({ err: error, deliveryId: delivery.id }, 'a delivery was split and not marked');
      this.giveUp(delivery.id);
    }
  }

  #letGo(deliveryId: number, outcome: { readonly isWhole: boolean }): void {
    const one = this.#all.get(deliveryId);
    if (one === undefined) return;
    this.#all.delete(deliveryId);
    this.#bytes -= one.delivery.body.length;
    this.#needs.metrics.deliveriesInHand(this.#all.size);
    this.#needs.onLetGo(outcome);
    one.finished.resolve();
  }
}
