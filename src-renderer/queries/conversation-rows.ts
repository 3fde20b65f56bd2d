import { unreadCount, type Conversation } from '../../src-shared/domain/conversation.ts';
import type { ConversationId } from '../../src-shared/domain/ids.ts';
import { withChanges, type OrderedRows } from './row-order.ts';

/**
 * The list as components read it. A row that did not change keeps its identity, and so does each of the lists in which
 * nothing changed, so that who reads it draws nothing. No version is made by going through all rows.
 *
 * `byId` is one map for all versions of a list, always of the newest: copying 50,000 entries for each event would show.
 */
export type ConversationRows = {
  /** All of them. */
  readonly rows: OrderedRows;
  /** Those with something unread. */
  readonly unread: OrderedRows;
  /** Those in which a person is asked for. */
  readonly handoff: OrderedRows;
  readonly byId: Map<ConversationId, Conversation>;
};

export function noRows(): ConversationRows {
  return { rows: [], unread: [], handoff: [], byId: new Map() };
}

/** The next version of `list`, with `upserts` in their places; `list` is not to be used any more. */
export function withUpserts(list: ConversationRows, upserts: readonly Conversation[]): ConversationRows {
  const { byId } = list;
  const come = [...new Map(upserts.map((row) => [row.id, row])).values()];
  const gone = come.flatMap((row) => byId.get(row.id) ?? []);
  for (const row of come) byId.set(row.id, row);
  return {
    rows: withChanges(list.rows, gone, come),
    unread: withChanges(list.unread, gone.filter(isUnread), come.filter(isUnread)),
    handoff: withChanges(list.handoff, gone.filter(isHandoff), come.filter(isHandoff)),
    byId,
  };
}

function isUnread(row: Conversation): boolean {
  return unreadCount(row) > 0;
}

function isHandoff(row: Conversation): boolean {
  return row.handoff !== null;
}
