import type { Message } from '../../../src-shared/domain/message.ts';
import type { EpochMs } from '../../../src-shared/lib/epoch-ms.ts';
import type { ThreadItem } from '../../queries/thread-items.ts';

const SAME_GROUP_MS = 5 * 60_000;

export type QueuedSend = Extract<ThreadItem, { kind: 'queued' }>['entry'];
export type QueuedHandoff = Extract<ThreadItem, { kind: 'queued_handoff' }>['entry'];

/** Where a bubble stands among consecutive ones of the same author. */
export type Grouping = { readonly isFirst: boolean; readonly isLast: boolean };

/** One row of the list that is drawn. `key` stays when a queued message becomes an accepted one. */
export type ThreadRow =
  | { readonly kind: 'day'; readonly key: string; readonly at: EpochMs }
  | { readonly kind: 'message'; readonly key: string; readonly message: Message; readonly grouping: Grouping }
  | { readonly kind: 'queued'; readonly key: string; readonly entry: QueuedSend; readonly grouping: Grouping }
  | { readonly kind: 'queued_handoff'; readonly key: string; readonly entry: QueuedHandoff };

export type DayOf = (at: EpochMs) => number;

type Spoken = { readonly author: string; readonly at: EpochMs };

/** The rows of a conversation: a separator before each day, bubbles grouped by author. `dayOf` numbers calendar days. */
export function threadRows(items: readonly ThreadItem[], dayOf: DayOf): readonly ThreadRow[] {
  return items.flatMap((item, index) => {
    const previous = items[index - 1];
    const at = timeOf(item);
    const isNewDay = previous === undefined || dayOf(timeOf(previous)) !== dayOf(at);
    const grouping = {
      isFirst: isNewDay || !isSameGroup(previous, item),
      isLast: !isFollowed(item, items[index + 1], dayOf),
    };
    const row = rowOf(item, grouping);
    return isNewDay ? [{ kind: 'day', key: `day-${dayOf(at)}-${row.key}`, at } as const, row] : [row];
  });
}

function isFollowed(item: ThreadItem, next: ThreadItem | undefined, dayOf: DayOf): boolean {
  return next !== undefined && dayOf(timeOf(next)) === dayOf(timeOf(item)) && isSameGroup(item, next);
}

function rowOf(item: ThreadItem, grouping: Grouping): ThreadRow {
  switch (item.kind) {
    case 'message': {
      const { message } = item;
      return { kind: 'message', key: message.commandId ?? `message-${message.number}`, message, grouping };
    }
    case 'queued':
      return { kind: 'queued', key: item.entry.command.id, entry: item.entry, grouping };
    case 'queued_handoff':
      return { kind: 'queued_handoff', key: item.entry.command.id, entry: item.entry };
  }
}

function timeOf(item: ThreadItem): EpochMs {
  return item.kind === 'message' ? item.message.sentAt : item.entry.queuedAt;
}

function spokenOf(item: ThreadItem): Spoken | null {
  if (item.kind === 'message') {
    const { origin, person, sentAt } = item.message;
    return { author: `${origin}-${person ?? ''}`, at: sentAt };
  }
  return item.kind === 'queued' ? { author: 'queued', at: item.entry.queuedAt } : null;
}

function isSameGroup(left: ThreadItem, right: ThreadItem): boolean {
  const [before, after] = [spokenOf(left), spokenOf(right)];
  if (before === null || after === null) return false;
  return before.author === after.author && after.at - before.at < SAME_GROUP_MS;
}
