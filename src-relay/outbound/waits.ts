import type { MessageDelay } from '../../src-shared/domain/message-delay.ts';
import { epochMs, type EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { APP_LIMIT, OUTREACH_REFUSED } from '../cloud-api/graph-error-codes.ts';
import type { PostgresLane } from '../log/lane.ts';
import { firstContactFitsAt } from './messaging-limit.ts';
import { fitsAt, numberPace } from './number-pace.ts';
import { repliesWaiting } from './number-queue-rows.ts';
import { isOutreach } from './outreach-stops.ts';
import { pairFitsAt } from './pair-pace.ts';
import type { SendAttempt } from './send-attempts.ts';
import type { NumberSending, Sending } from './sending-rows.ts';
import type { ThroughputOf } from './throughput.ts';

/** Why a message that is due can't leave now. */
export type Wait = {
  /** Whose turn is looked at again `at`: what waits for the number, or this conversation alone. Null: when somebody acts. */
  readonly of: 'number' | 'conversation';
  readonly at: EpochMs | null;
  readonly delay: MessageDelay;
};

export type WaitRules = {
  readonly throughputOf: ThroughputOf;
  /** For how many milliseconds no call of this number is worth beginning; else 0. */
  readonly pauseMs: (providerNumberId: string) => number;
  /** The same where its app has called too often. */
  readonly appPauseMs: (providerNumberId: string) => number;
};

export type WaitContext = { readonly rules: WaitRules; readonly sending: Sending; readonly now: EpochMs };

const US_PER_MS = 1000;
const APP_IS_TOO_FAST = { reason: 'pace', code: APP_LIMIT } as const;

/** What keeps `attempt` back, the longest-lasting first; undefined where it may leave now. */
export async function findWait(
  lane: PostgresLane,
  attempt: SendAttempt,
  context: WaitContext,
): Promise<Wait | undefined> {
  const { rules, sending, now } = context;
  return (
    waitForNumber(sending.number, rules, now) ??
    (await waitForLimit(lane, attempt, context)) ??
    waitForPerson(sending, now) ??
    (await waitForThroughput(lane, attempt, context))
  );
}

/** A number that stands still, or whose provider is away. */
export function waitForNumber(
  number: NumberSending,
  { pauseMs, appPauseMs }: WaitRules,
  now: EpochMs,
): Wait | undefined {
  const { stop, providerNumberId } = number;
  if (stop !== null && (stop.lookAgainAt === null || stop.lookAgainAt > now)) {
    const delay = { reason: 'number_stopped', code: stop.code, until: null } as const;
    return { of: 'number', at: stop.lookAgainAt, delay };
  }
  const [pause, appPause] = [pauseMs(providerNumberId), appPauseMs(providerNumberId)];
  if (pause === 0 && appPause === 0) return undefined;
  const until = epochMs(now + Math.max(pause, appPause));
  const why = pause > appPause ? ({ reason: 'provider_away', code: null } as const) : APP_IS_TOO_FAST;
  return { of: 'number', at: until, delay: { ...why, until } };
}

/** What no customer asked for, while its number may send only replies. */
export function waitForOutreach(attempt: SendAttempt, { outreachStop }: NumberSending, now: EpochMs): Wait | undefined {
  if (!isOutreach(attempt) || outreachStop === null || outreachStop.lookAgainAt <= now) return undefined;
  const delay = { reason: 'number_stopped', code: OUTREACH_REFUSED, until: null } as const;
  return { of: 'conversation', at: outreachStop.lookAgainAt, delay };
}

async function waitForLimit(
  lane: PostgresLane,
  { initiated }: SendAttempt,
  { sending, now }: WaitContext,
): Promise<Wait | undefined> {
  if (!initiated) return undefined;
  const { contact, number } = sending;
  return paceWait('conversation', await firstContactFitsAt(lane, { contact, limit: number.messagingLimit, now }), now);
}

function waitForPerson({ pair }: Sending, now: EpochMs): Wait | undefined {
  return paceWait('conversation', epochMs(pairFitsAt(pair, now)), now);
}

/** Bulk goes after every reply. The wait that is told is the whole of it: what waits for the same number counts. */
async function waitForThroughput(
  lane: PostgresLane,
  { bulk }: SendAttempt,
  { rules, sending: { number }, now }: WaitContext,
): Promise<Wait | undefined> {
  const pace = numberPace(rules.throughputOf(number.providerNumberId));
  const at = fitsAt(number.paceUs, pace, { nowMs: now, bulk });
  if (at === now && !bulk) return undefined;
  const waiting = await repliesWaiting(lane, number.inbox, now);
  if (at === now && waiting === 0) return undefined;
  const until = epochMs(at + Math.ceil((waiting * pace.spacingUs) / US_PER_MS));
  const soon = epochMs(Math.max(at, now + Math.ceil(pace.spacingUs / US_PER_MS)));
  return { of: 'number', at: bulk ? soon : epochMs(at), delay: { reason: 'pace', code: null, until } };
}

function paceWait(of: Wait['of'], at: EpochMs, now: EpochMs): Wait | undefined {
  return at <= now ? undefined : { of, at, delay: { reason: 'pace', code: null, until: at } };
}
