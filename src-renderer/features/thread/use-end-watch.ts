/**
 * Knows whether the newest message is in sight, and how many came while it was not.
 *
 * Contract: `look` is to be called after each scroll and each change of the rows. What this console itself queues
 * brings the list to its end.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ThreadRow } from './thread-rows.ts';

type EndOfList = { readonly isAtEnd: () => boolean; readonly scrollToEnd: () => void };

type Watched = {
  readonly rows: readonly ThreadRow[];
  readonly end: EndOfList;
  readonly onAtEnd: (isAtEnd: boolean) => void;
};

export function useEndWatch({ rows, end, onAtEnd }: Watched): { readonly newBelow: number; readonly look: () => void } {
  const [lastSeen, setLastSeen] = useState<string | null>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const newestOwn = newestQueued(rows);
  const list = useRef(end);
  useLayoutEffect(() => {
    list.current = end;
  });
  useLayoutEffect(() => {
    if (newestOwn !== null) list.current.scrollToEnd();
  }, [newestOwn]);
  useEffect(() => onAtEnd(isAtEnd), [onAtEnd, isAtEnd]);

  function look(): void {
    const isThere = end.isAtEnd();
    setAtEnd(isThere);
    if (isThere) setLastSeen(rows.at(-1)?.key ?? null);
  }
  return { newBelow: isAtEnd ? 0 : messagesAfter(rows, lastSeen), look };
}

function newestQueued(rows: readonly ThreadRow[]): string | null {
  return rows.findLast(({ kind }) => kind === 'queued')?.key ?? null;
}

/** How many messages stand below the row `key`; 0 when it is not there. */
export function messagesAfter(rows: readonly ThreadRow[], key: string | null): number {
  const index = rows.findLastIndex((row) => row.key === key);
  if (index === -1) return 0;
  return rows.slice(index + 1).filter(({ kind }) => kind === 'message').length;
}
