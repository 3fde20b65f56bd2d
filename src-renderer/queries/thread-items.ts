import type { Message } from '../../src-shared/domain/message.ts';
import type { QueuedHandoff, QueuedSend } from '../../src-shared/domain/outbox-entry.ts';

/**
 * One row of a conversation. A queued one is this console's own command that is not settled; it vanishes in the same
 * update in which its accepted message appears (`message.commandId === entry.command.id`).
 */
export type ThreadItem =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'queued'; readonly entry: QueuedSend }
  | { readonly kind: 'queued_handoff'; readonly entry: QueuedHandoff };

/** Messages in the order shown (`sentAt`, then number), then what is queued, oldest first. */
export function threadItems(
  messages: Iterable<Message>,
  queued: readonly (QueuedSend | QueuedHandoff)[],
): readonly ThreadItem[] {
  const ordered = [...messages].toSorted((left, right) => left.sentAt - right.sentAt || left.number - right.number);
  const settled = new Set(ordered.map((message) => message.commandId));
  return [
    ...ordered.map((message) => ({ kind: 'message' as const, message })),
    ...queued.filter((entry) => !settled.has(entry.command.id)).map(queuedItem),
  ];
}

function queuedItem(entry: QueuedSend | QueuedHandoff): ThreadItem {
  return isSend(entry) ? { kind: 'queued', entry } : { kind: 'queued_handoff', entry };
}

function isSend(entry: QueuedSend | QueuedHandoff): entry is QueuedSend {
  return entry.command.type === 'message.send';
}
