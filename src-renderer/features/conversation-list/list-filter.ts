import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import type { ConversationId } from '../../../src-shared/domain/ids.ts';
import type { ConversationRows } from '../../queries/conversation-rows.ts';
import { indexOfRow, withRow, type OrderedRows } from '../../queries/row-order.ts';
import type { ListFilter } from '../../stores/selection-store.ts';

export type FilterCounts = Readonly<Record<ListFilter, number>>;

/** How many conversations each filter lets through. */
export function filterCounts({ rows, unread, handoff }: ConversationRows): FilterCounts {
  return { all: rows.length, unread: unread.length, handoff: handoff.length };
}

export type Filtering = { readonly filter: ListFilter; readonly selected: ConversationId | null };

/** Those that pass; the selected one stays although it no longer passes, so that it is not lost under the eye. */
export function filterConversations(list: ConversationRows, { filter, selected }: Filtering): OrderedRows {
  if (filter === 'all') return list.rows;
  const passing = list[filter];
  const row = selected === null ? undefined : list.byId.get(selected);
  return row === undefined || indexOfRow(passing, row) !== -1 ? passing : withRow(passing, row);
}

/** The neighbour `steps` further down (negative = up), kept within the list; the first where none of them is selected. */
export function neighbourOf(
  rows: OrderedRows,
  selected: Conversation | undefined,
  steps: number,
): ConversationId | null {
  const index = indexOfRow(rows, selected);
  if (index === -1) return rows.at(0)?.id ?? null;
  const target = Math.min(rows.length - 1, Math.max(0, index + steps));
  return rows[target]?.id ?? null;
}

/** The first unread one below `selected`, else the first from the top; null where no other is unread. */
export function nextUnread({ unread }: ConversationRows, selected: Conversation | undefined): ConversationId | null {
  const isOther = (row: Conversation) => row.id !== selected?.id;
  const isBelow = (row: Conversation) => selected !== undefined && row.lastActivityAt <= selected.lastActivityAt;
  return (unread.find((row) => isOther(row) && isBelow(row)) ?? unread.find(isOther))?.id ?? null;
}
