import { epochMs, type EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { SendOutcome } from '../cloud-api/send-outcome.ts';
import type { PostgresLane } from '../log/lane.ts';
import { appendStatus } from './append-status.ts';
import type { ClaimedCall } from './claim-send.ts';
import { tellDelay } from './delays.ts';
import { resumeNumber, stopNumber } from './number-stops.ts';
import { isOutreach, resumeOutreach, stopOutreach } from './outreach-stops.ts';
import { afterPairAcceptance, afterPairRefusal } from './pair-pace.ts';
import { markPerson } from './person-marks.ts';
import type { NextStep } from './retry-policy.ts';
import { changeAttempt, findAttempt, type AttemptChange, type SendAttempt } from './send-attempts.ts';
import { callEndOf, endCall } from './send-calls.ts';
import { wakeSender } from './send-wakes.ts';
import { keepPairPace, readNumber } from './sending-rows.ts';
import { settleUnknown } from './settle-unknown.ts';
import { slowAccount, slowNumber } from './slowdowns.ts';
import type { ThroughputOf } from './throughput.ts';

/** Applies the statuses of a provider's message id that came before the id was known. */
export type ApplyParkedStatuses = (lane: PostgresLane, providerId: string) => Promise<void>;

export type Settlement = {
  readonly outcome: SendOutcome;
  readonly step: NextStep;
  readonly now: EpochMs;
  readonly applyParkedStatuses: ApplyParkedStatuses;
  readonly throughputOf: ThroughputOf;
};

/**
 * Writes down what came of a call. Doing it again changes nothing. The answer may come when the call was given up for
 * lost: then an acceptance still counts, and a refusal makes a failure of what was `unknown`, which nobody but a person
 * sends again.
 */
export async function settleSend(lane: PostgresLane, call: ClaimedCall, settlement: Settlement): Promise<void> {
  const { step, outcome, now } = settlement;
  await endCall(lane, call.attempt, callEndOf(outcome, now));
  await settleLook(lane, call, step);
  const attempt = must(await findAttempt(lane, call.attempt), 'attempt of a call');
  if (step.kind === 'sent') {
    await settleSent(lane, call, { ...settlement, providerId: step.providerId });
    return;
  }
  const isLate = attempt.state !== 'calling' || attempt.tries !== call.attempt.tries;
  if (!isLate) await settleRefused(lane, { call, attempt }, settlement);
  else if (isUnsettled(attempt) && step.kind !== 'unknown') {
    await settleFailed(lane, attempt, { code: 'code' in step ? step.code : null, settlement });
  }
}

function isUnsettled({ state }: SendAttempt): boolean {
  return state === 'unknown' || state === 'closed';
}

/**
 * The number answers again, whatever it said of this message; what it answers says nothing where it stopped in spite of
 * good answers.
 */
async function settleLook(lane: PostgresLane, { sending, attempt }: ClaimedCall, { kind }: NextStep): Promise<void> {
  const { inbox, stop, outreachStop } = sending.number;
  if (outreachStop !== null && isOutreach(attempt) && kind === 'sent') await resumeOutreach(lane, inbox);
  if (stop === null || stop.isByStatus) return;
  if (kind === 'stop_number' || kind === 'unknown' || kind === 'try_again') return;
  await resumeNumber(lane, inbox);
}

type Settled = { readonly call: ClaimedCall; readonly attempt: SendAttempt };

async function settleRefused(lane: PostgresLane, { call, attempt }: Settled, settlement: Settlement): Promise<void> {
  const { step, now, outcome } = settlement;
  const said = saidOf(outcome);
  switch (step.kind) {
    case 'sent':
      return;
    case 'unknown':
      await settleUnknown(lane, attempt, { updated_at: now, ...said });
      return;
    case 'failed':
      await settleFailed(lane, attempt, { code: step.code, settlement });
      if (step.stopsPerson && step.code !== null) {
        await markPerson(lane, call.sending.contact, { code: step.code, now });
      }
      return;
    case 'try_again': {
      const due = epochMs(now + step.delayMs);
      await waitAgain(lane, attempt, { due_at: due, updated_at: now, ...said });
      const delay = { reason: 'provider_away', code: step.code, until: due } as const;
      await tellDelay(lane, [attempt], { delay, now });
      return;
    }
    case 'slow_person': {
      const pair = afterPairRefusal(call.sending.pair, now);
      await keepPairPace(lane, { id: attempt.conversation }, pair);
      const due = epochMs(pair.paidAt);
      await waitAgain(lane, attempt, { due_at: due, updated_at: now, ...said });
      await tellDelay(lane, [attempt], { delay: { reason: 'pace', code: step.code, until: due }, now });
      return;
    }
    case 'slow_number':
    case 'slow_account': {
      const until = epochMs(now + step.delayMs);
      const slowdown = { until, throughputOf: settlement.throughputOf };
      if (step.kind === 'slow_account') await slowAccount(lane, slowdown);
      else await slowNumber(lane, call.sending.number.inbox, slowdown);
      await waitAgain(lane, attempt, { due_at: attempt.due_at, updated_at: now, ...said });
      await tellDelay(lane, [attempt], { delay: { reason: 'pace', code: step.code, until }, now });
      return;
    }
    case 'stop_outreach': {
      await stopOutreach(lane, await readNumber(lane, call.sending.number.inbox), now);
      const due = isOutreach(attempt) ? attempt.due_at : epochMs(now + step.delayMs);
      await waitAgain(lane, attempt, { due_at: due, updated_at: now, ...said });
      if (isOutreach(attempt)) return;
      await tellDelay(lane, [attempt], { delay: { reason: 'pace', code: step.code, until: due }, now });
      return;
    }
    case 'stop_number':
      await waitAgain(lane, attempt, { due_at: attempt.due_at, updated_at: now, ...said });
      await stopNumber(lane, await readNumber(lane, call.sending.number.inbox), { code: step.code, now });
  }
}

/** Wakes the conversation as well: whoever runs it may be stopping. What is due keeps its place in the queue of its number. */
async function waitAgain(
  lane: PostgresLane,
  attempt: SendAttempt,
  change: AttemptChange & { readonly due_at: EpochMs },
): Promise<void> {
  await changeAttempt(lane, attempt, { ...change, state: 'waiting', node: null });
  await wakeSender(lane.tables, { workspace: lane.workspaceId, conversation: attempt.conversation }, change.due_at);
}

type Failure = { readonly code: number | null; readonly settlement: Settlement };

async function settleFailed(lane: PostgresLane, attempt: SendAttempt, { code, settlement }: Failure): Promise<void> {
  const { now, outcome } = settlement;
  const failed = { state: 'failed', node: null, failure_code: code, updated_at: now } as const;
  await changeAttempt(lane, attempt, { ...failed, ...saidOf(outcome) });
  await appendStatus(lane, attempt, { status: 'failed', failureCode: code, at: now });
}

function saidOf(outcome: SendOutcome): Pick<AttemptChange, 'detail'> {
  return outcome.kind === 'accepted' ? {} : { detail: { said: outcome.detail } };
}

/** "Sent" is said only together with the provider's id (rule O5). */
async function settleSent(
  lane: PostgresLane,
  { attempt, sending }: ClaimedCall,
  { providerId, now, applyParkedStatuses }: Settlement & { readonly providerId: string },
): Promise<void> {
  await changeAttempt(lane, attempt, { state: 'sent', node: null, updated_at: now });
  await lane.tables
    .insertInto('provider_message')
    .values({
      workspace_id: lane.workspaceId,
      provider_id: providerId,
      conversation: attempt.conversation,
      message: attempt.message,
      command_id: attempt.command_id,
      attempt: attempt.attempt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await appendStatus(lane, attempt, { status: 'sent', providerId, at: now });
  await applyParkedStatuses(lane, providerId);
  if (sending.pair.refusals === 0) return;
  await keepPairPace(lane, { id: attempt.conversation }, afterPairAcceptance(sending.pair));
}
