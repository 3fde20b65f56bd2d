import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { PostgresLane } from '../log/lane.ts';
import { applyArrival, arrivalKey, type ProviderLink } from './apply-arrival.ts';
import { applyStatus, statusKey } from './apply-status.ts';
import { readMeaning, type Meaning } from './events-of-change.ts';
import { storeItems, type Item, type Judged, type Verdict } from './raw-items.ts';
import type { UnrecognisedReason } from './unrecognised-reason.ts';

const APPLIED: Verdict = { state: 'applied', reason: null };

type Read = { readonly item: Item; readonly meaning: Meaning };

/** Applies items in their order and stores each with its verdict, all in the lane's one transaction. */
export async function applyItems(lane: PostgresLane, items: readonly Item[], now: EpochMs): Promise<readonly Judged[]> {
  const read = items.map((item): Read => ({ item, meaning: readMeaning(item.content) }));
  await lane.expect(read.flatMap(keysOf));
  const judged: Judged[] = [];
  const links: ProviderLink[] = [];
  for (const one of read) {
    const { verdict, link } = await apply(lane, one);
    judged.push({ item: one.item, verdict });
    if (link !== undefined) links.push(link);
  }
  await storeItems(lane.tables, lane.workspaceId, { judged, links, at: now });
  return judged;
}

function keysOf({ item, meaning }: Read): string[] {
  if (item.inbox === null || meaning.kind === 'unrecognised') return [];
  return [meaning.kind === 'arrival' ? arrivalKey(meaning, item.inbox) : statusKey(meaning)];
}

type Applied = { readonly verdict: Verdict; readonly link?: ProviderLink | undefined };

async function apply(lane: PostgresLane, { item, meaning }: Read): Promise<Applied> {
  const { inbox, receivedAt } = item;
  if (meaning.kind === 'unrecognised') return { verdict: unrecognised(meaning.reason) };
  if (inbox === null) return { verdict: unrecognised('unknown_number') };
  if (meaning.kind === 'arrival') {
    const link = await applyArrival(lane, meaning, { inbox, receivedAt });
    return { verdict: meaning.doubt === null ? APPLIED : unrecognised(meaning.doubt), link };
  }
  const outcome = await applyStatus(lane, meaning, receivedAt);
  if (outcome === 'not_our_message') return { verdict: unrecognised(outcome) };
  return { verdict: outcome === 'parked' ? { state: 'applied', reason: 'parked' } : APPLIED };
}

function unrecognised(reason: UnrecognisedReason): Verdict {
  return { state: 'unrecognised', reason };
}
