/**
 * What of 50,000 conversations the palette searches by.
 *
 * Contract: `prepare` is to be called with the newest list until it answers true, in slices as short as `hasTime` wants; what
 * it did is kept, so a list of which little changed is ready at once. `search` always answers: until the first list is ready
 * from as much of it as there is, later from the last list that was.
 */
import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import type { ConversationId } from '../../../src-shared/domain/ids.ts';
import { RANK, rankOf, searchable, type Query, type Rank, type Searchable } from './match.ts';

export type Found = {
  /** Best first; as good ones newest first. */
  readonly conversations: readonly Conversation[];
  /** Of all that were found. */
  readonly total: number;
  /** Of the best. */
  readonly rank: Rank;
};

export type ConversationIndex = {
  /** Makes `rows`, newest first, ready while `hasTime`; true when they are. */
  readonly prepare: (rows: readonly Conversation[], hasTime: () => boolean) => boolean;
  /** The best `most`. `query` must not be empty. */
  readonly search: (query: Query, most: number) => Found;
};

type Entry = { readonly of: Conversation; readonly searched: Searchable };
type Shelf = { readonly rows: readonly Conversation[]; readonly entries: Entry[] };

/** Between two looks at the clock. */
const ROWS_AT_ONCE = 16;

export function createConversationIndex(): ConversationIndex {
  const known = new Map<ConversationId, Entry>();
  let ready: Shelf | null = null;
  let next: Shelf = { rows: [], entries: [] };

  function entryOf(row: Conversation): Entry {
    const before = known.get(row.id);
    if (before?.of === row) return before;
    const { name, phone, lastMessage } = row;
    const entry = { of: row, searched: searchable({ name: name ?? '', phone, line: lastMessage?.text ?? null }) };
    known.set(row.id, entry);
    return entry;
  }
  function prepare(rows: readonly Conversation[], hasTime: () => boolean): boolean {
    if (ready?.rows === rows) return true;
    if (next.rows !== rows) next = { rows, entries: [] };
    const { entries } = next;
    while (entries.length < rows.length) {
      if (!hasTime()) return false;
      for (const row of rows.slice(entries.length, entries.length + ROWS_AT_ONCE)) entries.push(entryOf(row));
    }
    ready = next;
    return true;
  }
  function search(query: Query, most: number): Found {
    const byRank = new Map<Rank, Conversation[]>();
    let total = 0;
    for (const { of, searched } of (ready ?? next).entries) {
      const rank = rankOf(searched, query);
      if (rank === RANK.none) continue;
      total += 1;
      const equals = byRank.get(rank);
      if (equals === undefined) byRank.set(rank, [of]);
      else if (equals.length < most) equals.push(of);
    }
    const ranked = [...byRank].toSorted(([left], [right]) => right - left);
    const best = ranked.flatMap(([, equals]) => equals);
    return { conversations: best.slice(0, most), total, rank: ranked[0]?.[0] ?? RANK.none };
  }
  return { prepare, search };
}
