import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { statusKey } from '../ingest/apply-status.ts';
import type { PostgresLane } from '../log/lane.ts';
import type { SendAttempt } from './send-attempts.ts';

export type OwnStatus =
  | { readonly status: 'unknown'; readonly at: EpochMs }
  | { readonly status: 'failed'; readonly failureCode: number | null; readonly at: EpochMs }
  | { readonly status: 'sent'; readonly providerId: string; readonly at: EpochMs };

/** Tells the log what the sender itself knows of an attempt. */
export async function appendStatus(lane: PostgresLane, attempt: SendAttempt, own: OwnStatus): Promise<void> {
  const { message, attempt: number, conversation } = attempt;
  const failureCode = own.status === 'failed' ? own.failureCode : null;
  await lane.append({
    type: 'message.status',
    conversation,
    at: own.at,
    actor: { kind: 'system' },
    body: { message, attempt: number, status: own.status, failureCode },
    content: null,
    dedupeKey: dedupeKey(attempt, own),
  });
}

/** Whether the call's answer or the provider's own webhook says "sent" first, it is one event. */
function dedupeKey({ command_id: commandId, attempt }: SendAttempt, own: OwnStatus): string {
  if (own.status === 'sent') return statusKey({ providerId: own.providerId, status: 'sent' });
  return `send/${commandId}/${attempt}/${own.status}`;
}
