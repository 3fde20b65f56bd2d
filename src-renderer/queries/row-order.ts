import type { Conversation } from '../../src-shared/domain/conversation.ts';

/** Conversations in the order of the list: newest activity first, then the higher id. Never changed in place. */
export type OrderedRows = readonly Conversation[];

/** From this many changes on, one pass over all rows is cheaper than moving row by row. */
const MOST_MOVED_ONE_BY_ONE = 64;

/**
 * `rows` without `gone` and with `come`; `rows` itself where there is nothing to do. `gone` are rows that stand in it, as
 * they stand in it; no id comes twice. Takes a copy of pointers and a binary search for each change, or for many changes
 * one pass over all.
 */
export function withChanges(rows: OrderedRows, gone: OrderedRows, come: OrderedRows): OrderedRows {
  if (gone.length === 0 && come.length === 0) return rows;
  if (gone.length + come.length > MOST_MOVED_ONE_BY_ONE) return merged(rows, new Set(gone), come);
  const next = [...rows];
  for (const row of gone) next.splice(placeOf(next, row), 1);
  for (const row of come) next.splice(placeOf(next, row), 0, row);
  return next;
}

/** Where `row` stands, or -1: by its place in the order, in a few steps whatever the number of rows. */
export function indexOfRow(rows: OrderedRows, row: Conversation | undefined): number {
  if (row === undefined) return -1;
  const place = placeOf(rows, row);
  return rows[place]?.id === row.id ? place : -1;
}

/** `row` added to `rows`, in which it does not stand. */
export function withRow(rows: OrderedRows, row: Conversation): OrderedRows {
  return rows.toSpliced(placeOf(rows, row), 0, row);
}

function merged(rows: OrderedRows, gone: ReadonlySet<Conversation>, come: OrderedRows): OrderedRows {
  const arriving = come.toSorted(compareRows);
  const next: Conversation[] = [];
  let taken = 0;
  for (const row of rows) {
    if (gone.has(row)) continue;
    for (let other = arriving[taken]; other !== undefined && compareRows(other, row) < 0; other = arriving[taken]) {
      next.push(other);
      taken += 1;
    }
    next.push(row);
  }
  for (const row of arriving.slice(taken)) next.push(row);
  return next;
}

function compareRows(left: Conversation, right: Conversation): number {
  return right.lastActivityAt - left.lastActivityAt || right.id - left.id;
}

/** Index of the first row that does not stand before `row`. */
function placeOf(rows: OrderedRows, row: Conversation): number {
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
