import { assertNever } from '../../../src-shared/lib/assert-never.ts';
import type { MessageKey } from '../../text/message-key.ts';
import type { QueuedRetry, QueuedSend } from './thread-rows.ts';

type Answered = Pick<QueuedSend | QueuedRetry, 'state' | 'code'>;

/** Whether the same text may be tried again: what was refused, or has no open window, can't. */
export function canSendAnyway({ state, code }: Answered): boolean {
  return state === 'stale' || (state === 'held' && code !== 'window_closed');
}

/** As {@link canSendAnyway}, but in another life of the log the number may mean another message. */
export function canRetryAnyway({ state, code }: Answered): boolean {
  return code !== 'relay_restored' && canSendAnyway({ state, code });
}

/** Why a queued message did not go out. */
export function queuedReason({ code }: Pick<Answered, 'code'>): MessageKey {
  switch (code) {
    case 'newer_reply':
      return 'queued.reason.newer-reply';
    case 'turn_moved':
      return 'queued.reason.turn-moved';
    case 'relay_restored':
      return 'queued.stale.relay_restored';
    case 'window_closed':
      return 'queued.reason.window-closed';
    case 'not_allowed':
      return 'queued.reason.not-allowed';
    case 'not_retryable':
      return 'queued.reason.not-retryable';
    case 'unknown_conversation':
    case 'wrong_workspace':
    case 'malformed':
    case null:
      return 'queued.reason.refused';
    default:
      return assertNever(code);
  }
}

/** Why a message was not sent again. */
export function retryReason({ code }: Pick<Answered, 'code'>): MessageKey {
  return code === 'relay_restored' ? 'queued.retry.relay-restored' : queuedReason({ code });
}
