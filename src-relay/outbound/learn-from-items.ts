import type { InboxId } from '../../src-shared/domain/ids.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { WebhookEvent } from '../ingest/events/webhook-event.ts';
import type { Judged } from '../ingest/raw-items.ts';
import type { PostgresLane } from '../log/lane.ts';
import { keepMessagingLimit, readMessagingLimit } from './messaging-limit.ts';
import { afterArrivals, numberPace } from './number-pace.ts';
import { learnChoices } from './learn-choices.ts';
import { learnFromArrivals, learnFromRefusals } from './learn-from-refusals.ts';
import { keepNumberPace, readNumber } from './sending-rows.ts';
import type { ThroughputOf } from './throughput.ts';

/** What sending learns of what was received, in the change that applies it. */
export type LearnFromItems = (lane: PostgresLane, judged: readonly Judged[], now: EpochMs) => Promise<void>;

/** What was received longer ago was counted by Meta long ago: a backlog of ours, or a replay. */
const JUST_NOW_MS = 5000;

/**
 * Customers' messages use up the throughput of their number; account news tell the messaging limit; customers say whether
 * they want marketing; and calls that were answered well are refused afterwards.
 */
export function createLearning(throughputOf: ThroughputOf): LearnFromItems {
  return async (lane, judged, now) => {
    const arrived = judged.flatMap(({ item }) => (isArrival(item, now) ? [item.inbox] : []));
    for (const [inbox, { length: count }] of Map.groupBy(arrived, (each) => each)) {
      if (inbox !== null) await countArrivals(lane, { inbox, count, now }, throughputOf);
    }
    const limit = judged.flatMap(({ item }) => item.events.flatMap(toldLimit)).at(-1);
    if (limit !== undefined) await keepMessagingLimit(lane, limit);
    for (const { item } of judged) await learnChoices(lane, item);
    await learnFromRefusals(lane, judged, { now, throughputOf });
    await learnFromArrivals(lane, judged);
  };
}

function isArrival({ events, receivedAt }: Judged['item'], now: EpochMs): boolean {
  return now - receivedAt < JUST_NOW_MS && events.some(({ type }) => type === 'message.received');
}

type Arrivals = { readonly inbox: InboxId; readonly count: number; readonly now: EpochMs };

async function countArrivals(
  lane: PostgresLane,
  { inbox, count, now: nowMs }: Arrivals,
  throughputOf: ThroughputOf,
): Promise<void> {
  const { providerNumberId, paceUs } = await readNumber(lane, inbox);
  const pace = numberPace(throughputOf(providerNumberId));
  await keepNumberPace(lane, inbox, afterArrivals(paceUs, pace, { count, nowMs }));
}

function toldLimit(event: WebhookEvent): number[] {
  if (event.type !== 'number.limit' && event.type !== 'account.limits') return [];
  const told = event.dailyLimit ?? ('currentLimit' in event ? event.currentLimit : null);
  const limit = readMessagingLimit(told);
  return limit === undefined ? [] : [limit];
}
