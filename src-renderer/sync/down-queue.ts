import type { Frame } from '../../src-shared/protocol/frame.ts';
import type { ToWorker } from '../../src-shared/ipc/sync-port.ts';

type DownMessage = Extract<ToWorker, { kind: 'down' }>['message'];

export type Down = { readonly bytes: number; readonly message: DownMessage };

/** What one transaction takes: frames that follow one another, or one message of another kind. */
export type DownBatch =
  | { readonly kind: 'frames'; readonly bytes: number; readonly frames: readonly Frame[] }
  | { readonly kind: 'other'; readonly bytes: number; readonly message: Exclude<DownMessage, Frame> };

/** Rows per transaction beyond which a bigger one is no faster. */
const MOST_EVENTS = 500;

/**
 * What came from the relay and waits to be applied. Batching is natural: frames that queued while the last transaction
 * ran go into the next together, and one that finds nothing running goes at once.
 */
export class DownQueue {
  #waiting: Down[] = [];

  push(down: Down): void {
    this.#waiting.push(down);
  }

  clear(): void {
    this.#waiting = [];
  }

  /** Takes the next batch away; null = nothing waits. */
  take(): DownBatch | null {
    const [first] = this.#waiting;
    if (first === undefined) return null;
    if (first.message.type !== 'frame') {
      this.#waiting.shift();
      return { kind: 'other', bytes: first.bytes, message: first.message };
    }
    const frames: Frame[] = [];
    let bytes = 0;
    let events = 0;
    for (const down of this.#waiting) {
      if (down.message.type !== 'frame' || events >= MOST_EVENTS) break;
      frames.push(down.message);
      bytes += down.bytes;
      events += down.message.events.length;
    }
    this.#waiting.splice(0, frames.length);
    return { kind: 'frames', bytes, frames };
  }
}
