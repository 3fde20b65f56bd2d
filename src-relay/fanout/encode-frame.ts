import type { SeenEvent } from '../../src-shared/domain/event.ts';
import type { Epoch, Seq } from '../../src-shared/domain/ids.ts';
import type { Session } from '../../src-shared/domain/session.ts';
import type { Frame } from '../../src-shared/protocol/frame.ts';
import { mayReach } from './may-reach.ts';

export type FrameRange = {
  readonly epoch: Epoch;
  readonly from: Seq;
  readonly to: Seq;
  readonly live: boolean;
};

/** The frame of `range` as `session` may see it. Skipped events only move `to` (rule F2). */
export function encodeFrame(session: Session, range: FrameRange, events: readonly SeenEvent[]): Buffer {
  const visible = events.map((seen) => mayReach(session, seen)).filter((seen) => seen !== undefined);
  const frame: Frame = { type: 'frame', ...range, events: visible };
  return Buffer.from(JSON.stringify(frame));
}

const BYTES_WITHOUT_TEXT = 400;

/** The longest beginning of `events` that makes a frame of about `mostBytes`; at least one event. */
export function cutToFrame(events: readonly SeenEvent[], mostBytes: number): readonly SeenEvent[] {
  let bytes = 0;
  const end = events.findIndex((seen, index) => {
    bytes += BYTES_WITHOUT_TEXT + 3 * (seen.content?.text?.length ?? 0);
    return index > 0 && bytes > mostBytes;
  });
  return end === -1 ? events : events.slice(0, end);
}
