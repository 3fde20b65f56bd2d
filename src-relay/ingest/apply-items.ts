import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { PostgresLane } from '../log/lane.ts';
import { applyArrival, arrivalKey, type Arrival, type ProviderLink } from './apply-arrival.ts';
import { applyStatus, statusKey, statusUpdateOf, type StatusUpdate } from './apply-status.ts';
import type { Party } from './contacts.ts';
import type { UnrecognisedReason } from './events/unrecognised.ts';
import { expectContacts, type ExpectedContacts } from './expected-contacts.ts';
import { storeItems, type Item, type Judged, type Verdict } from './raw-items.ts';

const APPLIED: Verdict = { state: 'applied', reason: null };
const KEPT: Verdict = { state: 'kept', reason: null };

/** What an item does to the log in this version. */
type Effect =
  | { readonly kind: 'arrival'; readonly arrival: Arrival }
  | { readonly kind: 'status'; readonly update: StatusUpdate }
  | undefined;

type Read = { readonly item: Item; readonly effect: Effect };

/** Applies items in their order and stores each with its verdict, all in the lane's one transaction. */
export async function applyItems(lane: PostgresLane, items: readonly Item[], now: EpochMs): Promise<readonly Judged[]> {
  const read = items.map((item): Read => ({ item, effect: effectOf(item) }));
  await lane.expect(read.flatMap(keysOf));
  const expected = await expectContacts(lane, read.flatMap(partyOf));
  await lane.expectConversations(expected.conversations);
  const judged: Judged[] = [];
  const links: ProviderLink[] = [];
  for (const one of read) {
    const { verdict, link } = await apply(lane, one, expected);
    judged.push({ item: one.item, verdict });
    if (link !== undefined) links.push(link);
  }
  await storeItems(lane.tables, lane.workspaceId, { judged, links, at: now });
  return judged;
}

/** The one event of a part that takes effect: the parts that do are single messages and statuses. */
function effectOf({ events }: Item): Effect {
  for (const event of events) {
    if (event.type === 'message.status') {
      const update = statusUpdateOf(event);
      return update === undefined ? undefined : { kind: 'status', update };
    }
    if ((event.type === 'message.received' || event.type === 'message.echoed') && event.group === null) {
      return { kind: 'arrival', arrival: event };
    }
  }
  return undefined;
}

function keysOf({ item, effect }: Read): string[] {
  if (item.inbox === null || effect === undefined) return [];
  return [effect.kind === 'arrival' ? arrivalKey(effect.arrival, item.inbox) : statusKey(effect.update)];
}

function partyOf({ item: { inbox }, effect }: Read): Party[] {
  return inbox === null || effect?.kind !== 'arrival' ? [] : [{ person: effect.arrival.person, inbox }];
}

type Applied = { readonly verdict: Verdict; readonly link?: ProviderLink | undefined };

async function apply(lane: PostgresLane, { item, effect }: Read, expected: ExpectedContacts): Promise<Applied> {
  const { inbox, receivedAt } = item;
  if (item.fault !== null) return { verdict: { state: 'quarantined', reason: item.fault } };
  const doubt = item.events.find((event) => event.type === 'unrecognised')?.reason;
  if (effect === undefined) return { verdict: verdictWithoutEffect(item, doubt) };
  if (inbox === null) return { verdict: unrecognised('unknown_number') };
  if (effect.kind === 'arrival') {
    const link = await applyArrival(lane, effect.arrival, { inbox, receivedAt, expected });
    return { verdict: doubt === undefined ? APPLIED : unrecognised(doubt), link };
  }
  const outcome = await applyStatus(lane, effect.update, receivedAt);
  if (outcome === 'not_our_message') return { verdict: unrecognised(outcome) };
  return { verdict: outcome === 'parked' ? { state: 'applied', reason: 'parked' } : APPLIED };
}

/** What concerns a whole account names no number, and is kept all the same. */
function verdictWithoutEffect({ numberId, inbox }: Item, doubt: UnrecognisedReason | undefined): Verdict {
  if (doubt !== undefined) return unrecognised(doubt);
  return numberId !== null && inbox === null ? unrecognised('unknown_number') : KEPT;
}

function unrecognised(reason: UnrecognisedReason): Verdict {
  return { state: 'unrecognised', reason };
}
