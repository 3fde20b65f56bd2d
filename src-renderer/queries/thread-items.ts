import type { MessageNumber } from '../../src-shared/domain/ids.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import {
  isCard,
  type QueuedEntry,
  type QueuedHandoff,
  type QueuedRetry,
  type QueuedSend,
} from '../../src-shared/domain/outbox-entry.ts';
import type { UpdateOf } from '../sync-client/sync-contract.ts';

/**
 * One row of a conversation. A queued one is this console's own command that is not settled; it vanishes in the same
 * update in which its accepted message appears (`message.commandId === entry.command.id`). What is to be sent again
 * stands at its message (`retry`) until the next attempt is there; where it was not taken, it is a row of its own.
 */
export type ThreadItem =
  | {
      readonly kind: 'message';
      readonly message: Message;
      readonly retry: QueuedRetry | null;
      /** The agent leaves its latest attempt as it is, whatever became of it. */
      readonly isLeft: boolean;
    }
  | { readonly kind: 'queued'; readonly entry: QueuedSend }
  /** `text`: of the message; null where it is hidden or not among those shown. */
  | { readonly kind: 'queued_retry'; readonly entry: QueuedRetry; readonly text: string | null }
  | { readonly kind: 'queued_handoff'; readonly entry: QueuedHandoff };

type BesideMessages = Pick<UpdateOf<'thread'>, 'queued' | 'left'>;

/** Messages in the order shown (`sentAt`, then number), then what is queued, oldest first. */
export function threadItems(messages: Iterable<Message>, { queued, left }: BesideMessages): readonly ThreadItem[] {
  const ordered = [...messages].toSorted((one, other) => one.sentAt - other.sentAt || one.number - other.number);
  const byNumber = new Map(ordered.map((message) => [message.number, message]));
  const settled = new Set(ordered.map((message) => message.commandId));
  const retries = new Map(queued.filter(isRetry).map((entry) => [entry.command.body.message, entry]));
  return [
    ...ordered.map((message) => ({
      kind: 'message' as const,
      message,
      retry: underWay(message, retries),
      isLeft: left.some(({ message: number, attempt }) => number === message.number && attempt === message.attempt),
    })),
    ...queued.filter((entry) => !settled.has(entry.command.id)).flatMap((entry) => queuedItem(entry, byNumber)),
  ];
}

function queuedItem(entry: QueuedEntry, messages: ReadonlyMap<MessageNumber, Message>): ThreadItem[] {
  if (isSend(entry)) return [{ kind: 'queued', entry }];
  if (!isRetry(entry)) return [{ kind: 'queued_handoff', entry }];
  if (!isCard(entry)) return [];
  return [{ kind: 'queued_retry', entry, text: messages.get(entry.command.body.message)?.text ?? null }];
}

function underWay(message: Message, retries: ReadonlyMap<MessageNumber, QueuedRetry>): QueuedRetry | null {
  const retry = retries.get(message.number);
  return retry === undefined || isCard(retry) || message.attempt > retry.command.body.after ? null : retry;
}

function isSend(entry: QueuedEntry): entry is QueuedSend {
  return entry.command.type === 'message.send';
}

function isRetry(entry: QueuedEntry): entry is QueuedRetry {
  return entry.command.type === 'message.retry';
}
