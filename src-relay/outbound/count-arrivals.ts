import { sql } from 'kysely';

import type { InboxId } from '../../src-shared/domain/ids.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { PostgresLane } from '../log/lane.ts';
import { afterArrivals, COEXISTENCE_MESSAGES_PER_SECOND, numberPace } from './number-pace.ts';

/** What the provider allows a number, in messages per second, in and out together. */
export type ThroughputOf = (providerNumberId: string) => number;

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
    const number = await lane.tables
      .selectFrom('inbox as i')
      .leftJoin('inbox_sending as s', (join) =>
        join.onRef('s.workspace_id', '=', 'i.workspace_id').onRef('s.inbox', '=', 'i.inbox'),
      )
      .where('i.workspace_id', '=', lane.workspaceId)
      .where('i.inbox', '=', inbox)
      .select(['i.provider_number_id', 's.pace_us'])
      .executeTakeFirst();
    const throughput = number === undefined ? COEXISTENCE_MESSAGES_PER_SECOND : throughputOf(number.provider_number_id);
    const paceUs = afterArrivals(number?.pace_us ?? 0, numberPace(throughput), { count, nowMs });
    await keepNumberPace(lane, inbox, paceUs);
  };
}

export async function keepNumberPace(lane: PostgresLane, inbox: InboxId, paceUs: number): Promise<void> {
  await sql`
    insert into inbox_sending (workspace_id, inbox, pace_us) values (${lane.workspaceId}, ${inbox}, ${paceUs})
    on conflict (workspace_id, inbox) do update set pace_us = excluded.pace_us
  `.execute(lane.tables);
}
