import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual';
import type { RefObject } from 'react';
import type { ThreadRow } from './thread-rows.ts';
import { END_THRESHOLD_PX } from './use-end-watch.ts';

const ESTIMATED_ROW_PX = 56;
const OVERSCAN_ROWS = 6;
const EDGE_PX = 48;
const PADDING_END_PX = 16;

type Listed = {
  readonly rows: readonly ThreadRow[];
  readonly scroller: RefObject<HTMLElement | null>;
  /** The index of a row to be drawn though it may be out of sight; -1: none. */
  readonly kept: number;
};

/** Which messages are drawn and where: held at the end, with no jump when older ones come before them. */
export function messageLayout({ rows, scroller, kept }: Listed) {
  return {
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ESTIMATED_ROW_PX,
    getItemKey: (index: number) => rows[index]?.key ?? index,
    overscan: OVERSCAN_ROWS,
    rangeExtractor: (range: Range) => withRow(range, kept),
    // The end is drawn first, before the list knows its size; the virtualizer grows the list itself before it scrolls there.
    // Otherwise the beginning, the middle and the end are drawn and measured one after the other.
    initialOffset: () => EDGE_PX + rows.length * ESTIMATED_ROW_PX + PADDING_END_PX,
    initialRect: { width: 0, height: window.innerHeight },
    paddingStart: EDGE_PX,
    paddingEnd: PADDING_END_PX,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: END_THRESHOLD_PX,
    directDomUpdates: true,
    directDomUpdatesMode: 'position',
  } as const;
}

function withRow(range: Range, index: number): number[] {
  const drawn = defaultRangeExtractor(range);
  return index === -1 || drawn.includes(index) ? drawn : [...drawn, index].toSorted((left, right) => left - right);
}
