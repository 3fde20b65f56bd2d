import type { WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { RandomBytes } from '../../src-shared/lib/random.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import type { Database } from '../db/database.ts';
import type { Hints } from '../nodes/hints.ts';
import type { Lanes } from '../nodes/lanes.ts';
import { lookIntervalMs } from '../nodes/look-interval.ts';
import type { Metrics } from '../observability/metrics.ts';
import { Backlog } from './backlog.ts';
import type { Delivery } from './deliveries.ts';
import { DeliveriesInHand } from './deliveries-in-hand.ts';
import { InboxDirectory } from './inbox-directory.ts';
import { Patience, StoppedError } from './patience.ts';
import type { Item } from './raw-items.ts';
import type { SettleNeeds } from './settle-items.ts';
import { takeApart, type TakenPart } from './take-apart.ts';
import { lanesThatWait } from './waiting-items.ts';
import { WorkspaceIntake } from './workspace-intake.ts';

export type IngestNeeds = Omit<SettleNeeds, 'patience'> & {
  readonly database: Database;
  readonly lanes: Lanes;
  readonly hints: Hints;
  readonly startTimer: StartTimer;
  readonly random: RandomBytes;
  readonly metrics: Pick<
    Metrics,
    'itemsSettled' | 'statusParked' | 'deliveriesInHand' | 'deliveryApplied' | 'watchQueue'
  >;
};

/**
 * From stored deliveries to events.
 *
 * - A delivery is in hand from {@link Ingest.take} until each of its parts is stored in its workspace: with its verdict,
 *   or as waiting for the node that holds the lane. Then it is marked as split. What is not marked is on disk, in the
 *   hands of the node that stored it while that one lives, of any other after that: a crash between any two steps repeats
 *   work, and repeated work changes nothing (L2).
 * - A delivery that can't be stored in its workspaces, or marked, is let go, and taken up from disk again a minute later.
 * - Deliveries are taken apart in the order they came; workspaces then go at their own pace.
 */
export class Ingest implements AsyncDisposable {
  readonly #needs: IngestNeeds;
  readonly #patience: Patience;
  readonly #directory: InboxDirectory;
  readonly #inHand: DeliveriesInHand;
  readonly #backlog: Backlog;
  readonly #intakes = new Map<WorkspaceId, WorkspaceIntake>();
  readonly #stopListening: readonly (() => void)[];
  #isStopped = false;
  #cancelLook: (() => void) | undefined;
  #looking: Promise<void> = Promise.resolve();
  #routing: Promise<void> = Promise.resolve();

  constructor(needs: IngestNeeds) {
    const { lanes, hints } = needs;
    this.#needs = needs;
    this.#patience = new Patience(needs);
    this.#directory = new InboxDirectory(needs.database.directory);
    const patience = this.#patience;
    this.#inHand = new DeliveriesInHand({ ...needs, patience, onLetGo: ({ isWhole }) => this.#letGo(isWhole) });
    const accept = (delivery: Delivery) => this.#accept(delivery);
    this.#backlog = new Backlog({ ...needs, patience, inHand: this.#inHand, accept });
    this.#stopListening = [
      lanes.onTaken((workspaceId) => this.#wake(workspaceId)),
      lanes.onNodeLost(() => this.#backlog.adopt()),
      hints.listen((hint) => hint.kind === 'waiting' && this.#wake(hint.workspaceId)),
    ];
  }

  /** Begins to take up what was stored and not applied before. */
  start(): void {
    this.#look();
  }

  /** Takes deliveries that have just been stored. Never throws, never waits. */
  take(deliveries: readonly Delivery[]): void {
    for (const delivery of deliveries) if (this.#backlog.hasRoomFor(delivery)) void this.#accept(delivery);
  }

  /** Resolves when nothing that was taken, or waits in a lane of this node, is left to do. */
  async settle(): Promise<void> {
    await this.#looking;
    await this.#backlog.idle();
    await Promise.all([...this.#intakes.values()].map((intake) => intake.idle()));
    const { oldest } = this.#inHand;
    if (oldest === undefined) return;
    await oldest;
    await this.settle();
  }

  /** Ends after the changes under way; the rest waits on disk. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopped = true;
    for (const stop of this.#stopListening) stop();
    this.#cancelLook?.();
    this.#backlog.stop();
    this.#patience.stop();
    await this.#looking;
    await this.#routing;
    await Promise.all([...this.#intakes.values()].map((intake) => intake.idle()));
    this.#inHand.giveUpAll();
    await this.#backlog.idle();
  }

  #accept(delivery: Delivery): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    const known = this.#inHand.find(delivery.id);
    if (known !== undefined) return known;
    const parts = takeApart(delivery);
    if (!delivery.isIntact) this.#needs.logger.error({ deliveryId: delivery.id }, 'the body of a delivery is damaged');
    const letGo = this.#inHand.add(delivery, parts.length);
    this.#routing = this.#routing.then(() => this.#route(delivery, parts));
    return letGo;
  }

  async #route({ id: deliveryId, receivedAt }: Delivery, parts: readonly TakenPart[]): Promise<void> {
    try {
      const placed: { readonly workspaceId: WorkspaceId; readonly item: Item }[] = [];
      for (const part of parts) {
        const { workspaceId, inbox } = await this.#patience.untilBack(() => this.#directory.find(part.numberId));
        placed.push({ workspaceId, item: { ...part, deliveryId, receivedAt, inbox } });
      }
      for (const [workspaceId, own] of Map.groupBy(placed, (one) => one.workspaceId)) {
        this.#intake(workspaceId).add(own.map(({ item }) => item));
      }
    } catch (error) {
      if (error instanceof StoppedError) return;
      this.#needs.logger.error({ err: error, deliveryId }, 'a delivery is left on disk');
      this.#inHand.giveUp(deliveryId);
    }
  }

  #intake(workspaceId: WorkspaceId): WorkspaceIntake {
    const known = this.#intakes.get(workspaceId);
    if (known !== undefined) return known;
    const intake = new WorkspaceIntake(workspaceId, {
      ...this.#needs,
      patience: this.#patience,
      directory: this.#directory,
      announce: (waiting) => this.#announce(waiting),
      onFate: ({ deliveryId }, fate) => this.#inHand.partDone(deliveryId, fate),
    });
    this.#intakes.set(workspaceId, intake);
    return intake;
  }

  #announce(workspaceId: WorkspaceId): void {
    if (this.#needs.lanes.held(workspaceId) === undefined) {
      this.#needs.hints.publish({ kind: 'waiting', workspaceId });
    } else this.#wake(workspaceId);
  }

  /** Something may wait in a lane; of interest only where it is this node's. */
  #wake(workspaceId: WorkspaceId): void {
    if (!this.#isStopped && this.#needs.lanes.held(workspaceId) !== undefined) this.#intake(workspaceId).wake();
  }

  #letGo(isWhole: boolean): void {
    if (!isWhole) this.#backlog.retryLater();
    this.#backlog.roomWasMade();
  }

  /** For what no hint told of: items that wait in its lanes, deliveries in nobody's hands. */
  #look(): void {
    if (this.#isStopped) return;
    const { lanes, hints, startTimer } = this.#needs;
    this.#backlog.adopt();
    this.#looking = this.#wakeThoseThatWait();
    this.#cancelLook = startTimer(() => this.#look(), lookIntervalMs(lanes, hints));
  }

  async #wakeThoseThatWait(): Promise<void> {
    const { database, lanes, logger } = this.#needs;
    try {
      for (const workspaceId of await lanesThatWait(database.directory, lanes.node)) this.#wake(workspaceId);
    } catch (error) {
      logger.warn({ err: error }, 'what waits could not be looked at');
    }
  }
}
