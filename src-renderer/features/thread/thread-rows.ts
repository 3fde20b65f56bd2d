import type { EpochMs } from '../../../src-shared/lib/epoch-ms.ts';
import type { ThreadItem } from '../../queries/thread-items.ts';

const SAME_GROUP_MS = 5 * 60_000;

export type QueuedSend = Extract<ThreadItem, { kind: 'queued' }>['entry'];
export type QueuedHandoff = Extract<ThreadItem, { kind: 'queued_handoff' }>['entry'];
export type QueuedRetry = Extract<ThreadItem, { kind: 'queued_retry' }>['entry'];

type Common = {
  /** Stays when a queued message becomes an accepted one, and when older messages come before it. */
  readonly key: string;
  /** A time of the day that begins with this row, for the line above it. */
  readonly newDay: EpochMs | null;
};

/** One row of the list that is drawn. */
export type ThreadRow = Common &
  (
    | (Extract<ThreadItem, { kind: 'message' }> & { readonly startsGroup: boolean })
    | { readonly kind: 'queued'; readonly entry: QueuedSend; readonly startsGroup: boolean }
    | Extract<ThreadItem, { kind: 'queued_retry' | 'queued_handoff' }>
  );

export type DayOf = (at: EpochMs) => number;

type Spoken = { readonly author: string; readonly at: EpochMs };

/**
 * The rows of a conversation: bubbles grouped by author, the first of each day with the day's line. `dayOf` numbers
 * calendar days. The line is part of a row, because a row of its own would lose its place when older messages come.
 */
export function threadRows(items: readonly ThreadItem[], dayOf: DayOf): readonly ThreadRow[] {
  return items.map((item, index) => {
    const previous = items[index - 1];
    const at = timeOf(item);
    const isNewDay = previous === undefined || dayOf(timeOf(previous)) !== dayOf(at);
    const startsGroup = isNewDay || !isSameGroup(previous, item);
    return { ...rowOf(item, startsGroup), key: keyOf(item), newDay: isNewDay ? at : null };
  });
}

function keyOf(item: ThreadItem): string {
  if (item.kind !== 'message') return item.entry.command.id;
  return item.message.commandId ?? `message-${item.message.number}`;
}

function rowOf(item: ThreadItem, startsGroup: boolean) {
  switch (item.kind) {
    case 'message':
      return { ...item, startsGroup };
    case 'queued':
      return { ...item, startsGroup };
    case 'queued_retry':
    case 'queued_handoff':
      return item;
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

/** How many messages stand below the row `key`; 0 when it is not there. */
export function messagesAfter(rows: readonly ThreadRow[], key: string | null): number {
  const index = rows.findLastIndex((row) => row.key === key);
  if (index === -1) return 0;
  return rows.slice(index + 1).filter(({ kind }) => kind === 'message').length;
}
