import type { InboxId } from '../../src-shared/domain/ids.ts';
import { epochMs, type EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { behaviourOfGraphError, type ErrorBehaviour } from '../cloud-api/graph-error-codes.ts';
import type { Failure } from '../ingest/events/shared-shapes.ts';
import type { WebhookEvent } from '../ingest/events/webhook-event.ts';
import type { Item, Judged } from '../ingest/raw-items.ts';
import type { PostgresLane } from '../log/lane.ts';
import { resumeByArrival, stopNumber } from './number-stops.ts';
import { stopOutreach } from './outreach-stops.ts';
import { slowPerson } from './pair-refusals.ts';
import { markPerson } from './person-marks.ts';
import { readNumber } from './sending-rows.ts';
import { findRecipient } from './sent-to.ts';
import { slowAccount, slowNumber } from './slowdowns.ts';
import type { ThroughputOf } from './throughput.ts';

/** What is older says nothing of now: a backlog of ours or of the provider's, or a replay. */
const RECENT_MS = 5 * 60_000;
/** Of a webhook only the code counts, and a code that nobody knows has no behaviour. */
const BAD_REQUEST = 400;
const NUMBER_PAUSE_MS = 1000;
const ACCOUNT_PAUSE_MS = 60_000;

/** A code that came by webhook, once for each number and message. */
type Refusal = {
  readonly inbox: InboxId;
  readonly code: number;
  /** The provider's id of the message; null where it is about the number. */
  readonly providerId: string | null;
};

type Context = { readonly now: EpochMs; readonly throughputOf: ThroughputOf };

/**
 * The codes that an answer may carry come by webhook as well (facts §5.9), also for messages that were answered with an
 * id (facts §6.3), and hold back the same numbers and persons. The message itself stays `failed`.
 */
export async function learnFromRefusals(
  lane: PostgresLane,
  judged: readonly Judged[],
  context: Context,
): Promise<void> {
  const refusals = judged.flatMap(({ item }) => refusalsIn(item, context.now));
  const distinct = new Map(refusals.map((one) => [`${one.inbox}/${one.code}/${one.providerId}`, one]));
  for (const refusal of distinct.values()) await heed(lane, refusal, context);
}

function refusalsIn({ events, inbox, receivedAt }: Item, now: EpochMs): Refusal[] {
  if (inbox === null) return [];
  return events.flatMap((event) => {
    const at = 'at' in event ? (event.at ?? receivedAt) : receivedAt;
    if (now - Math.min(at, receivedAt) > RECENT_MS) return [];
    const providerId = event.type === 'message.status' ? event.id : null;
    return failuresOf(event).flatMap(({ code }) => (code === null ? [] : [{ inbox, code, providerId }]));
  });
}

function failuresOf(event: WebhookEvent): readonly Failure[] {
  if (event.type === 'message.status') return event.status === 'failed' ? event.failures : [];
  return event.type === 'message.received' || event.type === 'provider.failed' ? event.failures : [];
}

async function heed(lane: PostgresLane, refusal: Refusal, { now, throughputOf }: Context): Promise<void> {
  const { inbox, code, providerId } = refusal;
  const behaviour: ErrorBehaviour = behaviourOfGraphError(code, BAD_REQUEST);
  switch (behaviour) {
    case 'hold':
    case 'reauthorise':
      await stopByStatus(lane, refusal, now);
      return;
    case 'hold_outreach':
      await stopOutreach(lane, await readNumber(lane, inbox), now);
      return;
    case 'slow_number':
      await slowNumber(lane, inbox, { until: epochMs(now + NUMBER_PAUSE_MS), throughputOf });
      return;
    case 'slow_account':
      await slowAccount(lane, { until: epochMs(now + ACCOUNT_PAUSE_MS), throughputOf });
      return;
    case 'slow_person':
    case 'stop_person': {
      const recipient = providerId === null ? undefined : await findRecipient(lane, providerId);
      if (recipient === undefined) return;
      if (behaviour === 'stop_person') await markPerson(lane, recipient.contact, { code, now });
      else await slowPerson(lane, recipient.conversation, now);
      return;
    }
    case 'retry':
    case 'check_first':
    case 'fail':
  }
}

/** What many messages say at once is one stop. */
async function stopByStatus(lane: PostgresLane, { inbox, code }: Refusal, now: EpochMs): Promise<void> {
  const number = await readNumber(lane, inbox);
  if (number.stop?.code !== code) await stopNumber(lane, number, { code, now, isByStatus: true });
}

const ARRIVED: ReadonlySet<string> = new Set(['delivered', 'read', 'played']);

/** A message that arrives shows that its number works, where good answers do not. */
export async function learnFromArrivals(lane: PostgresLane, judged: readonly Judged[]): Promise<void> {
  const arrived = judged.flatMap(({ item: { inbox, events } }) =>
    inbox === null ? [] : events.flatMap((event) => arrivedIn(event).map((providerId) => ({ inbox, providerId }))),
  );
  for (const [inbox, own] of Map.groupBy(arrived, (one) => one.inbox)) {
    await resumeByArrival(
      lane,
      inbox,
      own.map(({ providerId }) => providerId),
    );
  }
}

function arrivedIn(event: WebhookEvent): string[] {
  return event.type === 'message.status' && ARRIVED.has(event.status) ? [event.id] : [];
}
