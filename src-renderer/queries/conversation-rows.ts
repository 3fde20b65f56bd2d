import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { ConversationId } from '../../src-shared/domain/ids.ts';

/**
 * The list as components read it: `rows` newest activity first; a row that did not change keeps its identity.
 * `byId` is one map for all versions of a list, always of the newest: copying 50,000 entries for each event would show.
 */
export type ConversationRows = {
  readonly rows: readonly Conversation[];
  readonly byId: Map<ConversationId, Conversation>;
};

export function noRows(): ConversationRows {
  return { rows: [], byId: new Map() };
}

/** From this many on, sorting anew is cheaper than moving row by row. */
const MOST_MOVED_ONE_BY_ONE = 64;

/** The next version of `list`, with `upserts` in their places; `list` is not to be used any more. */
export function withUpserts(list: ConversationRows, upserts: readonly Conversation[]): ConversationRows {
  const { byId } = list;
  if (upserts.length > MOST_MOVED_ONE_BY_ONE) {
    for (const row of upserts) byId.set(row.id, row);
    return { rows: [...byId.values()].toSorted(compareRows), byId };
  }
  const rows = [...list.rows];
  for (const row of upserts) {
    const before = byId.get(row.id);
    if (before !== undefined) rows.splice(placeOf(rows, before), 1);
    rows.splice(placeOf(rows, row), 0, row);
    byId.set(row.id, row);
  }
  return { rows, byId };
}

function compareRows(left: Conversation, right: Conversation): number {
  return right.lastActivityAt - left.lastActivityAt || right.id - left.id;
}

/** Index of the first row that does not stand before `row`. */
function placeOf(rows: readonly Conversation[], row: Conversation): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = rows[middle];
    if (other !== undefined && compareRows(other, row) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
