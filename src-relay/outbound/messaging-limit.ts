import { sql } from 'kysely';

import { epochMs, type EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { PostgresLane } from '../log/lane.ts';

/** People who may be written to first within 24 hours, whatever the number (facts §5.11); -1 is any number. */
const ANY_NUMBER = -1;
/** The lowest tier: who has not been told of another one is in this one. */
export const LOWEST_TIER = 250;
const DAY_MS = 24 * 3_600_000;

const TIERS: Readonly<Record<string, number>> = {
  TIER_50: 50,
  TIER_250: 250,
  TIER_1K: 1000,
  TIER_2K: 2000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
  TIER_UNLIMITED: ANY_NUMBER,
};

/** As a webhook tells it: a number, or the name of a tier; undefined for what says nothing. */
export function readMessagingLimit(told: number | string | null): number | undefined {
  if (typeof told !== 'string') return told ?? undefined;
  if (told === String(ANY_NUMBER)) return ANY_NUMBER;
  if (/^\d{1,9}$/.test(told)) return Number(told);
  return Object.hasOwn(TIERS, told) ? TIERS[told] : undefined;
}

export type FirstContact = { readonly contact: number; readonly limit: number | null; readonly now: EpochMs };

/** When this person may be written to first; `now` where they may be already. */
export async function firstContactFitsAt(
  lane: PostgresLane,
  { contact, limit: told, now }: FirstContact,
): Promise<EpochMs> {
  const limit = told ?? LOWEST_TIER;
  if (limit === ANY_NUMBER) return now;
  const since = epochMs(now - DAY_MS);
  const counted = lane.tables
    .selectFrom('business_initiated')
    .where('workspace_id', '=', lane.workspaceId)
    .where('at', '>', since)
    .select('at');
  if ((await counted.where('contact', '=', contact).executeTakeFirst()) !== undefined) return now;
  const leavesFirst = await counted
    .orderBy('at', 'desc')
    .offset(limit - 1)
    .limit(1)
    .executeTakeFirst();
  return leavesFirst === undefined ? now : epochMs(leavesFirst.at + DAY_MS);
}

/** Counts somebody who is written to first now, and forgets whom that counts for no more. */
export async function countFirstContact(lane: PostgresLane, { contact, now }: FirstContact): Promise<void> {
  await lane.tables
    .deleteFrom('business_initiated')
    .where('workspace_id', '=', lane.workspaceId)
    .where('at', '<=', epochMs(now - DAY_MS))
    .execute();
  await lane.tables
    .insertInto('business_initiated')
    .values({ workspace_id: lane.workspaceId, contact, at: now })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'contact']).doUpdateSet({ at: now }))
    .execute();
}

/** All numbers of a business share one limit (facts §5.11). */
export async function keepMessagingLimit(lane: PostgresLane, limit: number): Promise<void> {
  await sql`
    insert into inbox_sending (workspace_id, inbox, messaging_limit)
    select workspace_id, inbox, ${limit} from inbox where workspace_id = ${lane.workspaceId}
    on conflict (workspace_id, inbox) do update set messaging_limit = excluded.messaging_limit
  `.execute(lane.tables);
}
