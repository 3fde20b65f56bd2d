import type { Clock } from '../../src-shared/lib/clock.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import type { PostgresLog } from '../log/lane.ts';
import { lookAtNumber } from './look-at-number.ts';
import type { OutboundEvents } from './outbound-events.ts';
import { wakeNumber, type NumberTarget, type SendTarget } from './send-wakes.ts';
import type { WaitRules } from './waits.ts';

export type NumberQueuesDeps = {
  readonly log: Pick<PostgresLog, 'change'>;
  readonly clock: Clock;
  readonly startTimer: StartTimer;
  readonly rules: WaitRules;
  readonly events: Pick<OutboundEvents, 'fault'>;
  /** Sends what is due in a conversation; never throws. What it leaves undone is found again (`lost-wakes.ts`). */
  readonly send: (target: SendTarget) => Promise<void>;
};

/**
 * What waits for the pace of a number goes on exactly when it fits. Jobs are looked for once a second, which is too
 * coarse for that: this node sets a timer as well, and the job is for the case that the node dies.
 */
export class NumberQueues implements AsyncDisposable {
  readonly #deps: NumberQueuesDeps;
  readonly #timers = new Map<string, { readonly at: EpochMs; readonly cancel: () => void }>();
  readonly #running = new Set<Promise<void>>();
  #isStopping = false;

  constructor(deps: NumberQueuesDeps) {
    this.#deps = deps;
  }

  /** Looks at the number `at`, or before. */
  lookAt(number: NumberTarget, at: EpochMs): void {
    const key = `${number.workspace}/${number.inbox}`;
    const known = this.#timers.get(key);
    if (this.#isStopping || (known !== undefined && known.at <= at)) return;
    known?.cancel();
    const run = () => {
      this.#timers.delete(key);
      // The job of the number looks as well.
      this.#track(this.look(number).catch((error: unknown) => this.#deps.events.fault(number, error)));
    };
    const cancel = this.#deps.startTimer(run, Math.max(0, at - this.#deps.clock.now()));
    this.#timers.set(key, { at, cancel });
  }

  /**
   * Lets those send whose turn it is, and does not wait for them; leaves the number to others where this node stops.
   * Throws what the database throws.
   */
  async look(number: NumberTarget): Promise<void> {
    const { log, clock, rules } = this.#deps;
    const { workspace, inbox } = number;
    if (this.#isStopping) {
      await log.change(workspace, (lane) => wakeNumber(lane.tables, number));
      return;
    }
    const turn = await log.change(workspace, (lane) => lookAtNumber(lane, { inbox, now: clock.now(), rules }));
    for (const conversation of turn.conversations) this.#track(this.#deps.send({ workspace, conversation }));
    if (turn.nextAt !== null) this.lookAt(number, turn.nextAt);
  }

  /** Ends after what is being sent. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopping = true;
    for (const { cancel } of this.#timers.values()) cancel();
    await Promise.all(this.#running);
  }

  #track(work: Promise<void>): void {
    this.#running.add(work);
    void work.finally(() => this.#running.delete(work));
  }
}
