import type { MessageStatus } from '../../src-shared/domain/message-status.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { PostgresLane } from '../log/lane.ts';
import type { SendAttempt } from './send-attempts.ts';

export type OwnStatus = {
  readonly status: Extract<MessageStatus, 'unknown' | 'sent' | 'failed'>;
  readonly failureCode: number | null;
  readonly at: EpochMs;
};

/** Tells the log what the sender itself knows of an attempt. */
export async function appendStatus(
  lane: PostgresLane,
  attempt: SendAttempt,
  { status, failureCode, at }: OwnStatus,
): Promise<void> {
  const { message, attempt: number, conversation, command_id: commandId } = attempt;
  await lane.append({
    type: 'message.status',
    conversation,
    at,
    actor: { kind: 'system' },
    body: { message, attempt: number, status, failureCode },
    content: null,
    dedupeKey: `send/${commandId}/${number}/${status}`,
  });
}
