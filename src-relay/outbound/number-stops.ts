import { sql } from 'kysely';

import type { InboxId, WorkspaceId } from '../../src-shared/domain/ids.ts';
import { epochMs, type EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { Database } from '../db/database.ts';
import type { PostgresLane } from '../log/lane.ts';
import { wakeNumber, wakeWaiting } from './send-wakes.ts';
import type { NumberSending } from './sending-rows.ts';

const FIRST_LOOK_MS = 5 * 60_000;
const LAST_LOOK_MS = 60 * 60_000;

/**
 * Nothing leaves from the number any more: its owner must act, or give a new token. What waits is told so. One message
 * at a time finds out whether it works again, after 5 minutes, then after twice as long as it has stood still, at most
 * an hour apart. `isByStatus`: calls are answered with an id, and the refusal comes later by webhook.
 */
export async function stopNumber(
  lane: PostgresLane,
  number: NumberSending,
  { code, now, isByStatus = false }: { readonly code: number; readonly now: EpochMs; readonly isByStatus?: boolean },
): Promise<void> {
  const { inbox, stop } = number;
  const lookAgainAt = nextLook(stop?.at ?? now, now);
  const since = { stopped_code: code, stopped_at: stop?.at ?? now };
  const stopped = { ...since, look_again_at: lookAgainAt, stopped_by_status: isByStatus };
  await lane.tables
    .insertInto('inbox_sending')
    .values({ workspace_id: lane.workspaceId, inbox, pace_us: number.paceUs, ...stopped })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'inbox']).doUpdateSet(stopped))
    .execute();
  await wakeNumber(lane.tables, { workspace: lane.workspaceId, inbox }, lookAgainAt);
  if (stop === null) await wakeWaiting(lane.tables, { workspace: lane.workspaceId, inbox });
}

/** Keeps everybody else back while one message looks whether the number works again. */
export async function beginLook(lane: PostgresLane, number: NumberSending, now: EpochMs): Promise<void> {
  if (number.stop === null) return;
  const lookAgainAt = nextLook(number.stop.at, now);
  await lane.tables
    .updateTable('inbox_sending')
    .set({ look_again_at: lookAgainAt })
    .where('workspace_id', '=', lane.workspaceId)
    .where('inbox', '=', number.inbox)
    .execute();
  await wakeNumber(lane.tables, { workspace: lane.workspaceId, inbox: number.inbox }, lookAgainAt);
}

/** The number works again: what waits goes on, in its order and at its pace. */
export async function resumeNumber(lane: PostgresLane, inbox: InboxId): Promise<void> {
  await lane.tables
    .updateTable('inbox_sending')
    .set({ stopped_code: null, stopped_at: null, look_again_at: null, stopped_by_status: false })
    .where('workspace_id', '=', lane.workspaceId)
    .where('inbox', '=', inbox)
    .execute();
  await wakeNumber(lane.tables, { workspace: lane.workspaceId, inbox });
}

/**
 * Ends the stop of a number that was told by a status, where one of these messages, which have arrived, was sent since.
 */
export async function resumeByArrival(
  lane: PostgresLane,
  inbox: InboxId,
  providerIds: readonly string[],
): Promise<void> {
  const { rows } = await sql<{ inbox: InboxId }>`
    select s.inbox from inbox_sending as s
    where s.workspace_id = ${lane.workspaceId} and s.inbox = ${inbox} and s.stopped_by_status and exists (
      select from provider_message as p
      join send_call as c using (workspace_id, command_id, attempt)
      where p.workspace_id = s.workspace_id and p.provider_id = any(${providerIds}) and c.began_at > s.stopped_at
    )
  `.execute(lane.tables);
  if (rows.length > 0) await resumeNumber(lane, inbox);
}

function nextLook(stoppedAt: EpochMs, now: EpochMs): EpochMs {
  return epochMs(now + Math.min(LAST_LOOK_MS, Math.max(FIRST_LOOK_MS, now - stoppedAt)));
}

/** At the start of a relay, which may have been given what was wanting, each number that stands still is looked at. */
export async function lookAtStoppedNumbers(database: Database, now: EpochMs): Promise<void> {
  const { rows: workspaces } = await sql<{ workspace: WorkspaceId }>`
    select distinct workspace_id as workspace from inbox_sending where stopped_code is not null
  `.execute(database.door);
  for (const { workspace } of workspaces) {
    await database.forWorkspace(workspace).locked(async (tables) => {
      const stopped = await tables
        .updateTable('inbox_sending')
        .set({ look_again_at: now })
        .where('workspace_id', '=', workspace)
        .where('stopped_code', 'is not', null)
        .returning('inbox')
        .execute();
      for (const { inbox } of stopped) await wakeNumber(tables, { workspace, inbox });
    });
  }
}
