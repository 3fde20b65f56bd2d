/**
 * Reading message by message: arrow keys move the focus from one to the next, Home and End to the ends.
 *
 * Contract: the row that was chosen is drawn wherever the list is scrolled to (`chosen`), so that the focus is not lost
 * under the agent, and it stays on its message when older ones come before it.
 */
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { ThreadRow } from './thread-rows.ts';

const PAGE_ROWS = 8;

/** Which row was chosen by key; a new object for each key. */
type ChosenRow = { readonly key: string };

/** The index of the row that must be drawn, -1 where none was chosen. */
export function useChosenRow(rows: readonly ThreadRow[]) {
  const [chosen, choose] = useState<ChosenRow | null>(null);
  return { chosen, choose, index: chosen === null ? -1 : rows.findIndex(({ key }) => key === chosen.key) };
}

type Reading = ReturnType<typeof useChosenRow> & {
  readonly rows: readonly ThreadRow[];
  readonly scroller: RefObject<HTMLElement | null>;
  /** Brings the row of that index into sight. */
  readonly reveal: (index: number) => void;
};

/** Takes the keys of the list of messages and moves the focus. */
export function useMessageFocus({ rows, scroller, chosen, choose, index, reveal }: Reading): void {
  useLayoutEffect(() => {
    const row = chosen === null ? null : scroller.current?.querySelector(`[data-index="${index}"]`);
    const target = row?.querySelector('article') ?? row;
    if (!(target instanceof HTMLElement)) return;
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    reveal(index);
    // oxlint-disable-next-line react/exhaustive-deps -- only a key moves the focus, not rows that come or go
  }, [chosen]);

  const latest = useRef(onKeyDown);
  useLayoutEffect(() => {
    latest.current = onKeyDown;
  });
  useEffect(() => {
    const element = scroller.current;
    const listener = (event: KeyboardEvent) => latest.current(event);
    element?.addEventListener('keydown', listener);
    return () => element?.removeEventListener('keydown', listener);
  }, [scroller]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const target = targetOfKey(event.key, focusedIndex(), rows.length);
    const row = target === null ? undefined : rows[target];
    if (row === undefined) return;
    event.preventDefault();
    choose({ key: row.key });
  }
}

/**
 * The row a key leads to from `index` (null: none has the focus); null for keys that lead nowhere.
 *
 * @internal its test asks it
 */
export function targetOfKey(key: string, index: number | null, count: number): number | null {
  const last = count - 1;
  switch (key) {
    case 'ArrowUp':
      return index === null ? last : Math.max(0, index - 1);
    case 'ArrowDown':
      return index === null ? last : Math.min(last, index + 1);
    case 'PageUp':
      return index === null ? null : Math.max(0, index - PAGE_ROWS);
    case 'PageDown':
      return index === null ? null : Math.min(last, index + PAGE_ROWS);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

function focusedIndex(): number | null {
  const row = document.activeElement?.closest<HTMLElement>('[data-index]');
  return row === null || row === undefined ? null : Number(row.dataset['index']);
}
