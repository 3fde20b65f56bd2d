import type { SeenEvent } from '../../src-shared/domain/event.ts';
import type { Seq } from '../../src-shared/domain/ids.ts';

/** The newest events of a workspace in memory, without a gap, so that consoles that keep up cost no read of the log. */
export class RecentEvents {
  readonly #capacity: number;
  #events: SeenEvent[] = [];

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** Takes committed events in order. After a gap it starts anew. */
  push(events: readonly SeenEvent[]): void {
    for (const seen of events) {
      const newest = this.#events.at(-1)?.event.seq;
      if (newest !== undefined && seen.event.seq <= newest) continue;
      if (newest !== undefined && seen.event.seq !== newest + 1) this.#events = [];
      this.#events.push(seen);
    }
    if (this.#events.length > 2 * this.#capacity) this.#events = this.#events.slice(-this.#capacity);
  }

  /** Forgets all: there is a gap. */
  clear(): void {
    this.#events = [];
  }

  /** At most `limit` events after `seq`; undefined when memory does not reach back that far. */
  after(seq: Seq, limit: number): readonly SeenEvent[] | undefined {
    const oldest = this.#events[0]?.event.seq;
    if (oldest === undefined || seq < oldest - 1) return undefined;
    const start = seq - (oldest - 1);
    return this.#events.slice(start, start + limit);
  }
}
