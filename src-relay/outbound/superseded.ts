import { isTaken } from '../../src-shared/domain/message-status.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { PostgresLane } from '../log/lane.ts';
import { appendStatus } from './append-status.ts';
import { changeAttempt, type SendAttempt } from './send-attempts.ts';

/**
 * Gives an attempt up that is about to be made, where the provider turned out to have taken an earlier one of the same
 * message: the customer would have it twice. The log says `failed` of it, because it never left; that does not count
 * while the other is good (rule S3).
 */
export async function giveUpIfTaken(lane: PostgresLane, attempt: SendAttempt, now: EpochMs): Promise<boolean> {
  if (attempt.attempt === 1) return false;
  const message = await lane.findMessage(attempt.conversation, attempt.message);
  const known = message?.attempts ?? [];
  if (!known.some((one) => one.attempt < attempt.attempt && isTaken(one.status))) return false;
  await changeAttempt(lane, attempt, { state: 'closed', updated_at: now });
  await appendStatus(lane, attempt, { status: 'failed', failureCode: null, at: now });
  return true;
}
