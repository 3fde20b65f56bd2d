import type { Clock } from '../../src-shared/lib/clock.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import type { Database } from '../db/database.ts';
import type { Lanes } from '../nodes/lanes.ts';
import { SYSTEM_WORKSPACE } from './inbox-directory.ts';
import { reconcile } from './reconciliation.ts';
import type { ReconciliationEvents } from './reconciliation-events.ts';

export type ReconcilerNeeds = {
  readonly database: Pick<Database, 'door'>;
  readonly lanes: Pick<Lanes, 'held'>;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  readonly events: ReconciliationEvents;
};

const EVERY_MS = 60_000;

/** Counts each minute, from its start until disposed, while this node holds the lane of workspace 0: one node does. */
export class Reconciler implements AsyncDisposable {
  readonly #needs: ReconcilerNeeds;
  #cancel: (() => void) | undefined;
  #isStopped = false;
  #running: Promise<void> = Promise.resolve();

  constructor(needs: ReconcilerNeeds) {
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
    const { database, lanes, clock, startTimer, events } = this.#needs;
    if (lanes.held(SYSTEM_WORKSPACE) === undefined) events.elsewhere();
    else {
      events.begun();
      try {
        events.counted(await reconcile(database.door, clock.now()));
      } catch (error) {
        events.failed(error);
      }
    }
    if (!this.#isStopped) this.#cancel = startTimer(() => this.start(), EVERY_MS);
  }
}
