import type { InboxId } from '../../src-shared/domain/ids.ts';
import { epochMs, type EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { PostgresLane } from '../log/lane.ts';
import type { SendAttempt } from './send-attempts.ts';
import { wakeNumber } from './send-wakes.ts';
import type { NumberSending } from './sending-rows.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Sent without a customer having asked for it: bulk, and what is written to somebody first. */
export function isOutreach({ bulk, initiated }: Pick<SendAttempt, 'bulk' | 'initiated'>): boolean {
  return bulk || initiated;
}

/**
 * Of this number only replies leave any more, because its quality is in doubt. One message of the others finds out
 * whether that is over, after an hour, then after twice as long as it has lasted, at most a day apart. Gives when.
 */
export async function stopOutreach(
  lane: PostgresLane,
  { inbox, paceUs, outreachStop }: NumberSending,
  now: EpochMs,
): Promise<EpochMs> {
  const at = outreachStop?.at ?? now;
  const stopped = { outreach_stopped_at: at, outreach_look_at: nextLook(at, now) };
  await lane.tables
    .insertInto('inbox_sending')
    .values({ workspace_id: lane.workspaceId, inbox, pace_us: paceUs, ...stopped })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'inbox']).doUpdateSet(stopped))
    .execute();
  return stopped.outreach_look_at;
}

/** Keeps the others back while one message looks. */
export async function beginOutreachLook(
  lane: PostgresLane,
  { inbox, outreachStop }: NumberSending,
  now: EpochMs,
): Promise<void> {
  if (outreachStop === null) return;
  await lane.tables
    .updateTable('inbox_sending')
    .set({ outreach_look_at: nextLook(outreachStop.at, now) })
    .where('workspace_id', '=', lane.workspaceId)
    .where('inbox', '=', inbox)
    .execute();
}

/** The provider takes such messages again. */
export async function resumeOutreach(lane: PostgresLane, inbox: InboxId): Promise<void> {
  await lane.tables
    .updateTable('inbox_sending')
    .set({ outreach_stopped_at: null, outreach_look_at: null })
    .where('workspace_id', '=', lane.workspaceId)
    .where('inbox', '=', inbox)
    .execute();
  await wakeNumber(lane.tables, { workspace: lane.workspaceId, inbox });
}

function nextLook(stoppedAt: EpochMs, now: EpochMs): EpochMs {
  return epochMs(now + Math.min(DAY_MS, Math.max(HOUR_MS, now - stoppedAt)));
}
