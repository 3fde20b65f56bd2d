import { assertNever } from '../../../src-shared/lib/assert-never.ts';
import type { MessageKey } from '../../text/message-key.ts';
import type { QueuedHandoff, QueuedSend } from './thread-rows.ts';

/** Whether the relay answered and a person has to decide. */
export function isCard({ state }: QueuedSend | QueuedHandoff): boolean {
  return state === 'stale' || state === 'refused' || state === 'held';
}

/** Whether the same text may be tried again: what was refused, or has no open window, can't. */
export function canSendAnyway({ state, code }: QueuedSend): boolean {
  return state === 'stale' || (state === 'held' && code !== 'window_closed');
}

/** Why a queued message did not go out. */
export function queuedReason({ code }: QueuedSend): MessageKey {
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
    case 'unknown_conversation':
    case 'wrong_workspace':
    case 'malformed':
    case null:
      return 'queued.reason.refused';
    default:
      return assertNever(code);
  }
}
