import type { InboxId } from '../../src-shared/domain/ids.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { PostgresLane } from '../log/lane.ts';
import { afterArrivals, numberPace } from './number-pace.ts';
import { keepNumberPace, readNumber } from './sending-rows.ts';
import type { ThroughputOf } from './throughput.ts';

export type Arrivals = {
  readonly inbox: InboxId;
  /** Messages that customers wrote to this number just now: neither statuses, nor echoes, nor history. */
  readonly count: number;
  readonly now: EpochMs;
};

/** Counts what customers write against the throughput of their number, in the change that applies it. */
export type CountArrivals = (lane: PostgresLane, arrivals: Arrivals) => Promise<void>;

export function createCountArrivals(throughputOf: ThroughputOf): CountArrivals {
  return async (lane, { inbox, count, now: nowMs }) => {
    if (count === 0) return;
    const { providerNumberId, paceUs } = await readNumber(lane, inbox);
    const pace = numberPace(throughputOf(providerNumberId));
    await keepNumberPace(lane, inbox, afterArrivals(paceUs, pace, { count, nowMs }));
  };
}
