import type { StartTimer } from '../../src-shared/lib/timers.ts';
import type { Database } from '../db/database.ts';
import type { Lanes } from '../nodes/lanes.ts';
import type { Logger } from '../observability/logger.ts';
import { adoptDeliveries, newestDelivery, unsplitDeliveries, type Delivery } from './deliveries.ts';
import type { DeliveriesInHand } from './deliveries-in-hand.ts';
import { StoppedError, type Patience } from './patience.ts';

type Needs = {
  readonly database: Pick<Database, 'door'>;
  readonly lanes: Pick<Lanes, 'node'>;
  readonly patience: Patience;
  readonly startTimer: StartTimer;
  readonly logger: Logger;
  readonly inHand: DeliveriesInHand;
  /** Resolves when the delivery is let go. */
  readonly accept: (delivery: Delivery) => Promise<void>;
};

/** Bytes of bodies in hand; above it, deliveries are left on disk until there is room. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Below it, what was left on disk is taken up. */
const FEW_BYTES = MOST_BYTES / 2;
const PAGE = 100;
/** Of bodies that are read from disk in one go. */
const PAGE_BYTES = 16 * 1024 * 1024;
/** What could not be stored is tried again so much later. */
const RETRY_MS = 60_000;

/**
 * Deliveries that are this node's and still on disk alone: of a run that ended, of a node that died, those for which
 * there was no room, and those that could not be stored.
 */
export class Backlog {
  readonly #needs: Needs;
  #isBehind = false;
  #isStopped = false;
  #cancelRetry: (() => void) | undefined;
  #running: Promise<void> = Promise.resolve();

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  /** Resolves when nothing runs. */
  idle(): Promise<void> {
    return this.#running;
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancelRetry?.();
  }

  /** Whether a delivery that has just come can be taken in hand. If not, it is taken up when there is room. */
  hasRoomFor(delivery: Delivery): boolean {
    const hasRoom = this.#fits(delivery);
    if (!hasRoom) this.#isBehind = true;
    return hasRoom;
  }

  /** A delivery was let go. */
  roomWasMade(): void {
    if (this.#isBehind && this.#needs.inHand.bytes < FEW_BYTES) this.takeUp();
  }

  retryLater(): void {
    if (this.#isStopped) return;
    this.#cancelRetry ??= this.#needs.startTimer(() => {
      this.#cancelRetry = undefined;
      this.takeUp();
    }, RETRY_MS);
  }

  /** Makes what is in nobody's hands its own, and takes it up. */
  adopt(): void {
    this.#then(async () => {
      const { database, lanes } = this.#needs;
      if ((await adoptDeliveries(database.door, lanes.node)) > 0) await this.#takeUnsplit();
    });
  }

  /** Takes up what is its own. */
  takeUp(): void {
    this.#isBehind = false;
    this.#then(() => this.#takeUnsplit());
  }

  #then(work: () => Promise<void>): void {
    const { patience, logger } = this.#needs;
    this.#running = this.#running
      .then(() => patience.untilBack(work))
      .catch((error: unknown) => {
        if (error instanceof StoppedError) return;
        logger.warn({ err: error }, 'deliveries are left on disk');
        this.retryLater();
      });
  }

  async #takeUnsplit(): Promise<void> {
    const { database, lanes, accept } = this.#needs;
    const upTo = await newestDelivery(database.door);
    for (let after = 0; !this.#isStopped;) {
      const range = { node: lanes.node, after, upTo, limit: PAGE, bytes: PAGE_BYTES };
      const page = await unsplitDeliveries(database.door, range);
      const last = page.at(-1);
      if (last === undefined) return;
      after = last.id;
      const accepted: Promise<void>[] = [];
      for (const delivery of page) {
        await this.#roomFor(delivery);
        accepted.push(accept(delivery));
      }
      await Promise.all(accepted);
    }
  }

  async #roomFor(delivery: Delivery): Promise<void> {
    const { inHand } = this.#needs;
    while (!this.#fits(delivery) && inHand.oldest !== undefined) await inHand.oldest;
  }

  #fits({ body }: Delivery): boolean {
    return this.#needs.inHand.bytes + body.length <= MOST_BYTES;
  }
}
