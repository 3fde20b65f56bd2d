/**
 * Knows whether the newest message is in sight, and how many came while it was not.
 *
 * Contract: `look` is to be called after each scroll. What this console itself queues brings the list to its end, and a
 * change of its height leaves it there.
 */
import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import { messagesAfter, type ThreadRow } from './thread-rows.ts';

/** Nearer to the end than this counts as being there. */
export const END_THRESHOLD_PX = 64;

type Watched = {
  readonly rows: readonly ThreadRow[];
  readonly scroller: RefObject<HTMLElement | null>;
  readonly scrollToEnd: () => void;
  readonly onAtEnd: (isAtEnd: boolean) => void;
};

export function useEndWatch({ rows, scroller, scrollToEnd, onAtEnd }: Watched): {
  readonly newBelow: number;
  readonly look: () => void;
} {
  const [lastSeen, setLastSeen] = useState<string | null>(null);
  const [isAtEnd, setAtEnd] = useState(true);
  const newestOwn = newestQueued(rows);
  const latest = useRef({ scrollToEnd, isAtEnd });
  useLayoutEffect(() => {
    latest.current = { scrollToEnd, isAtEnd };
  });
  useLayoutEffect(() => {
    if (newestOwn !== null) latest.current.scrollToEnd();
  }, [newestOwn]);
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => {
      if (latest.current.isAtEnd) latest.current.scrollToEnd();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  useEffect(() => onAtEnd(isAtEnd), [onAtEnd, isAtEnd]);

  function look(): void {
    const isThere = distanceFromEnd(scroller.current) <= END_THRESHOLD_PX;
    if (isAtEnd && !isThere) setLastSeen(rows.at(-1)?.key ?? null);
    setAtEnd(isThere);
  }
  return { newBelow: isAtEnd ? 0 : messagesAfter(rows, lastSeen), look };
}

function distanceFromEnd(element: HTMLElement | null): number {
  return element === null ? 0 : element.scrollHeight - element.scrollTop - element.clientHeight;
}

function newestQueued(rows: readonly ThreadRow[]): string | null {
  return rows.findLast(({ kind }) => kind === 'queued')?.key ?? null;
}
