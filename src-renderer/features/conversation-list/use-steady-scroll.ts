/**
 * Keeps rows where they are while conversations come and go above them.
 *
 * Contract: the row under a pointer that moved within the last moments, else (scrolled down) the first row in sight,
 * keeps its place on the screen. At the top with a resting pointer the list shows what is newest.
 */
import { useLayoutEffect, useRef, type PointerEvent, type RefObject } from 'react';
import type { ConversationId } from '../../../src-shared/domain/ids.ts';
import type { OrderedRows } from '../../queries/row-order.ts';
import { useTimekeeper } from '../../ui/clock-context.tsx';
import { anchorIndex, scrollShift } from './steady-scroll.ts';

type PointerHandlers = {
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerLeave: () => void;
};

export function useSteadyScroll(
  scroller: RefObject<HTMLElement | null>,
  conversations: OrderedRows,
  rowHeight: number,
): PointerHandlers {
  const timekeeper = useTimekeeper();
  const pointer = useRef<{ readonly y: number; readonly at: number } | null>(null);
  const before = useRef<OrderedRows>(conversations);

  useLayoutEffect(() => {
    const element = scroller.current;
    const earlier = before.current;
    before.current = conversations;
    if (element === null || earlier === conversations) return;
    const now = timekeeper.now();
    const index = anchorIndex({ scrollTop: element.scrollTop, pointer: pointer.current, now, rowHeight });
    const anchor: ConversationId | undefined = index === null ? undefined : earlier[index]?.id;
    if (index === null || anchor === undefined) return;
    element.scrollBy(0, scrollShift(conversations, { anchor, index, rowHeight }));
  }, [scroller, conversations, timekeeper, rowHeight]);

  return {
    onPointerMove: (event) => {
      const { top } = event.currentTarget.getBoundingClientRect();
      pointer.current = { y: event.clientY - top, at: timekeeper.now() };
    },
    onPointerLeave: () => {
      pointer.current = null;
    },
  };
}
