import type { ConversationId } from '../../../src-shared/domain/ids.ts';
import type { OrderedRows } from '../../queries/row-order.ts';

const POINTER_RESTS_AFTER_MS = 1200;

type Looking = {
  readonly scrollTop: number;
  /** Where over the list the pointer was last moved, and when (epoch milliseconds). */
  readonly pointer: { readonly y: number; readonly at: number } | null;
  readonly now: number;
  /** Pixels. */
  readonly rowHeight: number;
};

/** The row that must not move, or null at the top while nobody points at a row. */
export function anchorIndex({ scrollTop, pointer, now, rowHeight }: Looking): number | null {
  if (pointer !== null && now - pointer.at < POINTER_RESTS_AFTER_MS) {
    return Math.floor((scrollTop + pointer.y) / rowHeight);
  }
  return scrollTop < rowHeight / 2 ? null : Math.floor(scrollTop / rowHeight);
}

type Anchored = { readonly anchor: ConversationId; readonly index: number; readonly rowHeight: number };

/** Pixels to scroll so that `anchor`, which stood at `index`, stays in its place; 0 when it is gone. */
export function scrollShift(rows: OrderedRows, { anchor, index, rowHeight }: Anchored): number {
  return stepsMoved(rows, anchor, index) * rowHeight;
}

/** Looked for from where it stood outwards: most of the time it has moved by one. */
function stepsMoved(rows: OrderedRows, id: ConversationId, index: number): number {
  for (let steps = 0; steps < rows.length; steps += 1) {
    if (rows[index + steps]?.id === id) return steps;
    if (rows[index - steps]?.id === id) return -steps;
  }
  return 0;
}
