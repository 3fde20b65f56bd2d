import type { PostgresLane } from '../log/lane.ts';
import { appendStatus } from './append-status.ts';
import { changeAttempt, type AttemptChange, type SendAttempt } from './send-attempts.ts';

/**
 * For a call whose answer is lost: `unknown`, unless a status webhook has named the message meanwhile, which proves
 * that it was taken.
 */
export async function settleUnknown(lane: PostgresLane, attempt: SendAttempt, change: AttemptChange): Promise<void> {
  if (await isKnownToProvider(lane, attempt)) {
    await changeAttempt(lane, attempt, { ...change, state: 'sent', node: null });
    return;
  }
  await changeAttempt(lane, attempt, { ...change, state: 'unknown', node: null });
  await appendStatus(lane, attempt, { status: 'unknown', at: change.updated_at });
}

async function isKnownToProvider(lane: PostgresLane, attempt: SendAttempt): Promise<boolean> {
  const link = await lane.tables
    .selectFrom('provider_message')
    .where('workspace_id', '=', lane.workspaceId)
    .where('command_id', '=', attempt.command_id)
    .where('attempt', '=', attempt.attempt)
    .select('provider_id')
    .executeTakeFirst();
  return link !== undefined;
}
