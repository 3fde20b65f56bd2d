import type { WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import type { PostgresLane, PostgresLog } from '../log/lane.ts';
import { LaneLostError, type Fence } from '../nodes/lanes.ts';
import type { Logger } from '../observability/logger.ts';
import type { LearnFromItems } from '../outbound/learn-from-items.ts';
import { applyItems } from './apply-items.ts';
import { StoppedError, type Patience } from './patience.ts';
import { storeItems, type Item, type Judged } from './raw-items.ts';

export type SettleNeeds = {
  readonly log: PostgresLog;
  readonly clock: Clock;
  readonly patience: Patience;
  readonly logger: Logger;
  readonly learn: LearnFromItems;
};

/** A lane as this node holds it. */
export type HeldLane = { readonly workspaceId: WorkspaceId; readonly fence: Fence };

/** What became of each item that was to be settled. */
export type Settlement = {
  /** Stands in the database with its verdict. */
  readonly judged: readonly Judged[];
  /** Untouched, because the lane has gone to another node. */
  readonly lost: readonly Item[];
  /** Could not be stored: its delivery on disk is all there is of it. */
  readonly unstored: readonly Item[];
};

/**
 * Applies items of one workspace in their order, in one change. When the change fails, each is tried by itself; one that
 * fails alone is quarantined, and its neighbours are not held up. Waits while the database is away; throws a
 * {@link StoppedError} when the relay stops meanwhile, and nothing else.
 */
export async function settleItems(needs: SettleNeeds, lane: HeldLane, items: readonly Item[]): Promise<Settlement> {
  try {
    return { ...NOTHING, judged: await change(needs, lane, (open) => apply(needs, open, items)) };
  } catch (error) {
    if (error instanceof StoppedError) throw error;
    if (error instanceof LaneLostError) return { ...NOTHING, lost: items };
    const [alone, ...others] = items;
    if (alone === undefined) return NOTHING;
    return others.length === 0 ? quarantine(needs, lane, { item: alone, error }) : oneByOne(needs, lane, items);
  }
}

async function apply({ clock, learn }: SettleNeeds, lane: PostgresLane, items: readonly Item[]) {
  const now = clock.now();
  const judged = await applyItems(lane, items, now);
  await learn(lane, judged, now);
  return judged;
}

const NOTHING: Settlement = { judged: [], lost: [], unstored: [] };

async function oneByOne(needs: SettleNeeds, lane: HeldLane, items: readonly Item[]): Promise<Settlement> {
  const settlements: Settlement[] = [];
  for (const item of items) settlements.push(await settleItems(needs, lane, [item]));
  return {
    judged: settlements.flatMap(({ judged }) => judged),
    lost: settlements.flatMap(({ lost }) => lost),
    unstored: settlements.flatMap(({ unstored }) => unstored),
  };
}

type Failed = { readonly item: Item; readonly error: unknown };

/** With its raw text, or without where that is what can't be stored. */
async function quarantine(needs: SettleNeeds, lane: HeldLane, { item, error }: Failed): Promise<Settlement> {
  const place = { workspaceId: lane.workspaceId, deliveryId: item.deliveryId, part: item.part };
  needs.logger.error({ err: error, ...place }, 'item quarantined');
  const verdict = { state: 'quarantined', reason: error instanceof Error ? error.name : 'unknown' } as const;
  const judged = [{ item, verdict }];
  const ways: readonly Judged[] = [
    { item, verdict },
    { item: { ...item, raw: null }, verdict },
  ];
  for (const way of ways) {
    try {
      await store(needs, lane, way);
      return { ...NOTHING, judged };
    } catch (failure) {
      if (failure instanceof StoppedError) throw failure;
      if (failure instanceof LaneLostError) return { ...NOTHING, lost: [item] };
      needs.logger.error({ err: failure, ...place }, 'item could not be quarantined');
    }
  }
  return { ...NOTHING, unstored: [item] };
}

function store(needs: SettleNeeds, lane: HeldLane, judged: Judged): Promise<void> {
  return change(needs, lane, ({ tables }) =>
    storeItems(tables, lane.workspaceId, { judged: [judged], links: [], at: needs.clock.now() }),
  );
}

function change<T>(
  { log, patience }: SettleNeeds,
  { workspaceId, fence }: HeldLane,
  work: (lane: PostgresLane) => Promise<T>,
): Promise<T> {
  return patience.untilBack(() => log.change(workspaceId, work, { fence }));
}
