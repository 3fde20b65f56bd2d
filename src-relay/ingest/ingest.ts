import { workspaceIdSchema, type WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { RandomBytes } from '../../src-shared/lib/random.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import type { Database } from '../db/database.ts';
import { GroupCommit } from '../http/group-commit.ts';
import type { Metrics } from '../observability/metrics.ts';
import { markSplit, newestDelivery, unsplitDeliveries, type Delivery } from './deliveries.ts';
import { InboxDirectory } from './inbox-directory.ts';
import { Patience, StoppedError } from './patience.ts';
import type { Item } from './raw-items.ts';
import { readDelivery, type Part } from './read/read-delivery.ts';
import { WorkspaceIntake, type IntakeNeeds } from './workspace-intake.ts';

export type IngestNeeds = Omit<IntakeNeeds, 'patience' | 'metrics'> & {
  readonly database: Database;
  readonly startTimer: StartTimer;
  readonly random: RandomBytes;
  readonly metrics: Pick<Metrics, 'itemsSettled' | 'statusParked' | 'deliveriesInHand' | 'deliveryApplied'>;
};

/** Keeps what belongs to no workspace. */
const SYSTEM_WORKSPACE = workspaceIdSchema.parse(0);
/** Bytes of bodies in hand; above it, deliveries are left on disk until there is room. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Below it, what was left on disk is taken up. */
const FEW_BYTES = MOST_BYTES / 2;
const PAGE = 100;
/** Of bodies that are read from disk in one go. */
const PAGE_BYTES = 16 * 1024 * 1024;
/** What could not be applied is tried again so much later. */
const RETRY_MS = 60_000;
const MARK_LIMITS = { most: 500, inFlight: 1 };

type InHand = {
  readonly delivery: Delivery;
  /** Parts not settled yet. */
  left: number;
  /** A part of it could not be stored. */
  isIncomplete: boolean;
  readonly finished: PromiseWithResolvers<void>;
};

/**
 * From stored deliveries to events.
 *
 * - A delivery is in hand from {@link Ingest.take} until each of its parts is settled in its workspace; then it is
 *   marked as split. What is not marked is on disk and is taken up again by {@link Ingest.start}: a crash between any
 *   two steps repeats work, and repeated work changes nothing (L2).
 * - A delivery that can't be applied is let go, and taken up from disk again a minute later.
 * - Deliveries are taken apart in the order they came; workspaces then go at their own pace.
 */
export class Ingest implements AsyncDisposable {
  readonly #needs: IngestNeeds;
  readonly #patience: Patience;
  readonly #directory: InboxDirectory;
  readonly #intakes = new Map<WorkspaceId, WorkspaceIntake>();
  readonly #inHand = new Map<number, InHand>();
  readonly #marks: GroupCommit<number>;
  #bytes = 0;
  #isBehind = false;
  #isStopped = false;
  #cancelRetry: (() => void) | undefined;
  #routing: Promise<void> = Promise.resolve();
  #catchingUp: Promise<void> = Promise.resolve();

  constructor(needs: IngestNeeds) {
    this.#needs = needs;
    this.#patience = new Patience(needs);
    this.#directory = new InboxDirectory(needs.database.directory);
    this.#marks = new GroupCommit(
      (ids) => this.#patience.untilBack(() => markSplit(needs.database.door, ids, needs.clock.now())),
      MARK_LIMITS,
    );
  }

  /** Begins to take up what was stored and not applied before the relay ended. */
  start(): void {
    this.#catchUp();
  }

  /** Takes deliveries that have just been stored. Never throws, never waits. */
  take(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) {
      if (this.#bytes + delivery.body.length > MOST_BYTES) this.#isBehind = true;
      else void this.#accept(delivery);
    }
  }

  /** Resolves when nothing that was taken is left to do. */
  async settle(): Promise<void> {
    await this.#catchingUp;
    const [next] = this.#inHand.values();
    if (next === undefined) return;
    await next.finished.promise;
    await this.settle();
  }

  /** Ends after the changes under way; the rest waits on disk. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopped = true;
    this.#cancelRetry?.();
    this.#patience.stop();
    await this.#routing;
    await Promise.all([...this.#intakes.values()].map((intake) => intake.idle()));
    for (const { delivery } of this.#inHand.values()) this.#letGo(delivery);
    await this.#catchingUp;
  }

  #accept(delivery: Delivery): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    const known = this.#inHand.get(delivery.id);
    if (known !== undefined) return known.finished.promise;
    const parts = readDelivery(delivery.body);
    const finished = Promise.withResolvers<void>();
    this.#inHand.set(delivery.id, { delivery, left: parts.length, isIncomplete: false, finished });
    this.#bytes += delivery.body.length;
    this.#needs.metrics.deliveriesInHand(this.#inHand.size);
    this.#routing = this.#routing.then(() => this.#route(delivery, parts));
    return finished.promise;
  }

  async #route(delivery: Delivery, parts: readonly Part[]): Promise<void> {
    try {
      const placed: { workspaceId: WorkspaceId; item: Item }[] = [];
      for (const part of parts) placed.push(await this.#place(delivery, part));
      for (const [workspaceId, own] of Map.groupBy(placed, (one) => one.workspaceId)) {
        this.#intake(workspaceId).add(own.map(({ item }) => item));
      }
    } catch (error) {
      if (error instanceof StoppedError) return;
      this.#needs.logger.error({ err: error, deliveryId: delivery.id }, 'a delivery is left on disk');
      this.#retryLater();
      this.#letGo(delivery);
    }
  }

  async #place(
    { id: deliveryId, receivedAt }: Delivery,
    part: Part,
  ): Promise<{ workspaceId: WorkspaceId; item: Item }> {
    const { numberId } = part;
    const address =
      numberId === null ? undefined : await this.#patience.untilBack(() => this.#directory.find(numberId));
    const item: Item = { ...part, deliveryId, receivedAt, inbox: address?.inbox ?? null };
    return { workspaceId: address?.workspaceId ?? SYSTEM_WORKSPACE, item };
  }

  #intake(workspaceId: WorkspaceId): WorkspaceIntake {
    const known = this.#intakes.get(workspaceId);
    if (known !== undefined) return known;
    const needs = { ...this.#needs, patience: this.#patience };
    const intake = new WorkspaceIntake(workspaceId, needs, {
      settled: (item) => this.#partDone(item, { isStored: true }),
      leftOnDisk: (item) => this.#partDone(item, { isStored: false }),
    });
    this.#intakes.set(workspaceId, intake);
    return intake;
  }

  #partDone({ deliveryId }: Item, { isStored }: { isStored: boolean }): void {
    const inHand = this.#inHand.get(deliveryId);
    if (inHand === undefined) return;
    inHand.left -= 1;
    if (!isStored) inHand.isIncomplete = true;
    if (inHand.left > 0) return;
    if (!inHand.isIncomplete) return void this.#finish(inHand.delivery);
    this.#retryLater();
    this.#letGo(inHand.delivery);
  }

  async #finish(delivery: Delivery): Promise<void> {
    const { metrics, clock, logger } = this.#needs;
    metrics.deliveryApplied(clock.now() - delivery.receivedAt);
    try {
      await this.#marks.add(delivery.id);
    } catch (error) {
      logger.warn({ err: error, deliveryId: delivery.id }, 'a delivery was applied and not marked');
    }
    this.#letGo(delivery);
  }

  #letGo({ id, body }: Delivery): void {
    const inHand = this.#inHand.get(id);
    if (inHand === undefined) return;
    this.#inHand.delete(id);
    this.#bytes -= body.length;
    this.#needs.metrics.deliveriesInHand(this.#inHand.size);
    if (this.#isBehind && this.#bytes < FEW_BYTES) this.#catchUp();
    inHand.finished.resolve();
  }

  #catchUp(): void {
    this.#isBehind = false;
    this.#catchingUp = this.#catchingUp
      .then(() => this.#patience.untilBack(() => this.#takeUnsplit()))
      .catch((error: unknown) => {
        if (error instanceof StoppedError) return;
        this.#needs.logger.warn({ err: error }, 'deliveries are left on disk');
        this.#retryLater();
      });
  }

  #retryLater(): void {
    if (this.#isStopped) return;
    this.#cancelRetry ??= this.#needs.startTimer(() => {
      this.#cancelRetry = undefined;
      this.#catchUp();
    }, RETRY_MS);
  }

  async #takeUnsplit(): Promise<void> {
    const { door } = this.#needs.database;
    const upTo = await newestDelivery(door);
    for (let after = 0; !this.#isStopped;) {
      const page = await unsplitDeliveries(door, { after, upTo, limit: PAGE, bytes: PAGE_BYTES });
      const last = page.at(-1);
      if (last === undefined) return;
      after = last.id;
      const accepted: Promise<void>[] = [];
      for (const delivery of page) {
        await this.#roomFor(delivery);
        accepted.push(this.#accept(delivery));
      }
      await Promise.all(accepted);
    }
  }

  async #roomFor(delivery: Delivery): Promise<void> {
    while (this.#bytes + delivery.body.length > MOST_BYTES) {
      const [oldest] = this.#inHand.values();
      if (oldest === undefined) return;
      await oldest.finished.promise;
    }
  }
}
