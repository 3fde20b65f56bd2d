import type { Clock } from '../../src-shared/lib/clock.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { RandomBytes } from '../../src-shared/lib/random.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import type { CloudApi } from '../cloud-api/cloud-api.ts';
import type { PostgresLog } from '../log/lane.ts';
import { claimSend, type Claim } from './claim-send.ts';
import type { OutboundEvents } from './outbound-events.ts';
import { nextStep } from './retry-policy.ts';
import { wakeSender, type SendTarget } from './send-jobs.ts';
import { settleSend, type ApplyParkedStatuses, type Settlement } from './settle-send.ts';

export type SenderDeps = {
  readonly log: Pick<PostgresLog, 'change'>;
  readonly cloudApi: CloudApi;
  readonly applyParkedStatuses: ApplyParkedStatuses;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly startTimer: StartTimer;
  readonly events: OutboundEvents;
};

type Call = Extract<Claim, { kind: 'call' }>;

const LOOK_AGAIN_AFTER_MS = 1000;
const SETTLE_RETRY_MS = [50, 200, 1000, 3000];

/**
 * Sends what waits in a conversation, in its order, one call at a time; conversations go side by side. The only place
 * where sending is tried again.
 *
 * claim (recorded as `calling`) → call → settle, each step in a transaction of its own. If the process dies between
 * claim and settle, the next claim finds `calling` and says `unknown`. If only the database is away, settling is tried
 * for some seconds, because an answer that is lost makes an `unknown` of what was known.
 */
export class Sender {
  readonly #deps: SenderDeps;
  readonly #active = new Set<string>();
  #isStopping = false;

  constructor(deps: SenderDeps) {
    this.#deps = deps;
  }

  /** Sends all that is due. Somebody else at it already: looks again in a moment. */
  async send(target: SendTarget): Promise<void> {
    const key = `${target.workspace}/${target.conversation}`;
    if (this.#active.has(key)) {
      await this.#lookAgain(target);
      return;
    }
    this.#active.add(key);
    try {
      while (!this.#isStopping) {
        const claim = await this.#claim(target);
        if (claim.kind === 'nothing') return;
        await this.#call(target, claim);
      }
    } catch (error) {
      this.#deps.events.fault(target, error);
      throw error;
    } finally {
      this.#active.delete(key);
    }
  }

  /** Begins no further call. Those under way are finished by whoever runs {@link send}. */
  stop(): void {
    this.#isStopping = true;
  }

  #claim(target: SendTarget): Promise<Claim> {
    const { log, clock, events } = this.#deps;
    return log.change(target.workspace, (lane) =>
      claimSend(lane, {
        conversation: target.conversation,
        now: clock.now(),
        onCallLost: () => events.callLost(target),
      }),
    );
  }

  async #call(target: SendTarget, { attempt, message }: Call): Promise<void> {
    const { cloudApi, clock, random, events, applyParkedStatuses } = this.#deps;
    const startedAt = clock.now();
    const outcome = await cloudApi.sendText({ ...message, callbackData: attempt.command_id });
    const now = clock.now();
    const step = nextStep(outcome, attempt.tries, random);
    await this.#settle(target, attempt, { outcome, step, now, applyParkedStatuses });
    events.called({ target, outcome, step, tries: attempt.tries, milliseconds: now - startedAt });
  }

  async #settle(target: SendTarget, attempt: Call['attempt'], settlement: Settlement): Promise<void> {
    const { log, events } = this.#deps;
    for (const delayMs of [...SETTLE_RETRY_MS, null]) {
      try {
        await log.change(target.workspace, (lane) => settleSend(lane, attempt, settlement));
        return;
      } catch (error) {
        if (delayMs === null) throw error;
        events.fault(target, error);
        await this.#wait(delayMs);
      }
    }
  }

  async #lookAgain(target: SendTarget): Promise<void> {
    const at = epochMs(this.#deps.clock.now() + LOOK_AGAIN_AFTER_MS);
    await this.#deps.log.change(target.workspace, (lane) => wakeSender(lane.tables, target, at));
  }

  #wait(milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#deps.startTimer(resolve, milliseconds);
    return promise;
  }
}
