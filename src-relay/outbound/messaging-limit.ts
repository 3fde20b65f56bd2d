import { epochMs, type EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { PostgresLane } from '../log/lane.ts';

/** People who may be written to first within 24 hours, whatever the number (facts §5.11); -1 is any number. */
const ANY_NUMBER = -1;
/** The lowest tier: who has not been told of another one is in this one. */
const LOWEST_TIER = 250;
const DAY_MS = 24 * 3_600_000;

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
