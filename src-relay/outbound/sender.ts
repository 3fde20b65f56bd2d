import type { Clock } from '../../src-shared/lib/clock.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { RandomBytes } from '../../src-shared/lib/random.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import type { CloudApi } from '../cloud-api/cloud-api.ts';
import { isDatabaseAway } from '../db/database-fault.ts';
import type { Lanes } from '../nodes/lanes.ts';
import type { PostgresLane, PostgresLog } from '../log/lane.ts';
import { writeCallbackData } from './callback-data.ts';
import { claimSend, type Claim, type ClaimedCall } from './claim-send.ts';
import type { OutboundEvents } from './outbound-events.ts';
import { putBack } from './put-back.ts';
import { putOff } from './put-off.ts';
import { nextStep } from './retry-policy.ts';
import { wakeSender, type NumberTarget, type SendTarget } from './send-wakes.ts';
import { settleSend, type ApplyParkedStatuses } from './settle-send.ts';
import type { WaitRules } from './waits.ts';

export type SenderDeps = {
  readonly log: Pick<PostgresLog, 'change'>;
  readonly cloudApi: Pick<CloudApi, 'sendText'>;
  readonly lanes: Pick<Lanes, 'node'>;
  readonly rules: WaitRules;
  readonly applyParkedStatuses: ApplyParkedStatuses;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly startTimer: StartTimer;
  readonly events: OutboundEvents;
  /** The next message of this number has its turn at `at`. */
  readonly queued: (number: NumberTarget, at: Extract<Claim, { kind: 'queued' }>['at']) => void;
};

const LOOK_AGAIN_AFTER_MS = 1000;
const SETTLE_RETRY_MS = [50, 200, 1000, 3000];
const LONGEST_SETTLE_RETRY_MS = 3000;

/**
 * Sends what waits in a conversation, in its order, one call at a time; conversations go side by side. The only place
 * where sending is tried again.
 *
 * claim (recorded as `calling`) → call → settle, each step in a transaction of its own. If the process dies between
 * claim and settle, another node's claim finds `calling` and says `unknown`. While only the database is away, settling
 * is tried on until the relay stops, because an answer that is lost makes an `unknown` of what was known.
 */
export class Sender {
  readonly #deps: SenderDeps;
  readonly #active = new Set<string>();
  #isStopping = false;

  constructor(deps: SenderDeps) {
    this.#deps = deps;
  }

  /**
   * Sends all that is due. Somebody else at it already: looks again in a moment. Throws while the database is away; any
   * other fault puts the conversation off.
   */
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
        if (claim.kind === 'queued') this.#deps.queued(claim.number, claim.at);
        if (claim.kind !== 'call') return;
        await this.#call(target, claim.call);
      }
      await this.#leaveToOthers(target);
    } catch (error) {
      this.#deps.events.fault(target, error);
      if (isDatabaseAway(error)) throw error;
      await this.#deps.log.change(target.workspace, (lane) => putOff(lane, target, this.#deps.clock.now()));
    } finally {
      this.#active.delete(key);
    }
  }

  /** Begins no further call, and leaves what is due to others. Those under way are finished by whoever runs {@link send}. */
  stop(): void {
    this.#isStopping = true;
  }

  #claim(target: SendTarget): Promise<Claim> {
    const { log, clock, events, lanes, rules } = this.#deps;
    return log.change(target.workspace, (lane) =>
      claimSend(lane, {
        conversation: target.conversation,
        node: lanes.node,
        rules,
        now: clock.now(),
        onCallLost: () => events.callLost(target),
        onWait: events.waited,
      }),
    );
  }

  async #call(target: SendTarget, call: ClaimedCall): Promise<void> {
    const { cloudApi, clock, random, events, applyParkedStatuses, rules } = this.#deps;
    const { attempt, to, text, sending } = call;
    const callbackData = writeCallbackData({ commandId: attempt.command_id, attempt: attempt.attempt });
    const startedAt = clock.now();
    const outcome = await cloudApi.sendText({ from: sending.number.providerNumberId, to, text, callbackData });
    const now = clock.now();
    const { throughputOf } = rules;
    if (outcome.kind === 'not_made') {
      await this.#settle(target, (lane) => putBack(lane, call, { now, throughputOf }));
      return;
    }
    const step = nextStep(outcome, attempt.tries, random);
    const settlement = { outcome, step, now, applyParkedStatuses, throughputOf };
    await this.#settle(target, (lane) => settleSend(lane, call, settlement));
    events.called({ target, outcome, step, tries: attempt.tries, milliseconds: now - startedAt });
  }

  async #settle(target: SendTarget, settle: (lane: PostgresLane) => Promise<void>): Promise<void> {
    const { log, events } = this.#deps;
    for (let tries = 0; ; tries += 1) {
      try {
        await log.change(target.workspace, settle);
        return;
      } catch (error) {
        const isWorthIt = tries < SETTLE_RETRY_MS.length || (isDatabaseAway(error) && !this.#isStopping);
        if (!isWorthIt) throw error;
        events.fault(target, error);
        await this.#wait(SETTLE_RETRY_MS[tries] ?? LONGEST_SETTLE_RETRY_MS);
      }
    }
  }

  async #leaveToOthers(target: SendTarget): Promise<void> {
    await this.#deps.log.change(target.workspace, (lane) => wakeSender(lane.tables, target));
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
