import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { PostgresLane } from '../log/lane.ts';
import { applyArrival, arrivalKey } from './apply-arrival.ts';
import { applyStatus, statusKey } from './apply-status.ts';
import { readMeaning, type Meaning } from './events-of-change.ts';
import { storeItems, type Item, type Judged, type Verdict } from './raw-items.ts';

const APPLIED: Verdict = { state: 'applied', reason: null };

type Read = { readonly item: Item; readonly meaning: Meaning };

/** Applies items in their order and stores each with its verdict, all in the lane's one transaction. */
export async function applyItems(lane: PostgresLane, items: readonly Item[], now: EpochMs): Promise<readonly Judged[]> {
  const read = items.map((item): Read => ({ item, meaning: readMeaning(item.content) }));
  await lane.expect(read.flatMap(keysOf));
  const judged: Judged[] = [];
  for (const one of read) judged.push({ item: one.item, verdict: await apply(lane, one) });
  await storeItems(lane.tables, lane.workspaceId, { judged, at: now });
  return judged;
}

function keysOf({ item, meaning }: Read): string[] {
  if (item.inbox === null || meaning.kind === 'unrecognised') return [];
  return [meaning.kind === 'arrival' ? arrivalKey(meaning, item.inbox) : statusKey(meaning)];
}

async function apply(lane: PostgresLane, { item, meaning }: Read): Promise<Verdict> {
  const { inbox, receivedAt } = item;
  if (meaning.kind === 'unrecognised') return { state: 'unrecognised', reason: meaning.reason };
  if (inbox === null) return { state: 'unrecognised', reason: 'unknown_number' };
  if (meaning.kind === 'arrival') {
    await applyArrival(lane, meaning, { inbox, receivedAt });
    return meaning.doubt === null ? APPLIED : { state: 'unrecognised', reason: meaning.doubt };
  }
  const outcome = await applyStatus(lane, meaning, receivedAt);
  if (outcome === 'not_our_message') return { state: 'unrecognised', reason: outcome };
  return outcome === 'parked' ? { state: 'applied', reason: 'parked' } : APPLIED;
}
