import type { Cursor } from '../../src-shared/domain/cursor.ts';
import type { SeenEvent } from '../../src-shared/domain/event.ts';
import type { Frame } from '../../src-shared/protocol/frame.ts';

/**
 * - `no_cursor`: frames without a snapshot before them.
 * - `foreign_epoch`: they belong to another life of the log.
 * - `gap`: something between the cursor and the frame is missing.
 */
export type Break = 'no_cursor' | 'foreign_epoch' | 'gap';

export type Chain = {
  readonly cursor: Cursor;
  /** In `seq` order, none at or before the cursor given (rules F1, S2). */
  readonly events: readonly SeenEvent[];
  readonly broken: Break | null;
};

/** How far `frames` lead on from `cursor`, up to the first that does not follow. */
export function chainFrames(cursor: Cursor, frames: readonly Frame[]): Chain {
  const events: SeenEvent[] = [];
  let { seq } = cursor;
  for (const frame of frames) {
    const broken = breakAt({ epoch: cursor.epoch, seq }, frame);
    if (broken !== null) return { cursor: { epoch: cursor.epoch, seq }, events, broken };
    if (frame.to <= seq) continue;
    const passed = seq;
    events.push(...frame.events.filter(({ event }) => event.seq > passed));
    seq = frame.to;
  }
  return { cursor: { epoch: cursor.epoch, seq }, events, broken: null };
}

function breakAt(cursor: Cursor, frame: Frame): Break | null {
  if (frame.epoch !== cursor.epoch) return 'foreign_epoch';
  return frame.from > cursor.seq ? 'gap' : null;
}
