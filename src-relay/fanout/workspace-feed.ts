import type { SeenEvent } from '../../src-shared/domain/event.ts';
import { seqSchema, type Seq } from '../../src-shared/domain/ids.ts';
import { FrameCache } from './frame-cache.ts';
import { RecentEvents } from './recent-events.ts';

const RECENT_EVENTS = 1024;
const CACHED_FRAMES = 16;
const START = seqSchema.parse(0);

/** Events of the log after `seq`, in order; none where there are none. */
export type ReadAfter = (seq: Seq) => Promise<readonly SeenEvent[]>;

type Place = { readonly seq: Seq; readonly head: Seq; readonly limit: number };

/** What the consoles of one workspace share: the newest events, the frames made of them, and whom to wake. */
export class WorkspaceFeed {
  readonly recent = new RecentEvents(RECENT_EVENTS);
  readonly frames = new FrameCache(CACHED_FRAMES);
  readonly #listeners = new Set<() => void>();
  #newest: Seq | undefined;
  /** How far the log is said to be. A word that is not true is forgotten: hints may be anybody's. */
  #said = START;
  #isReading = false;
  readonly #reads = new Map<string, Promise<readonly SeenEvent[]>>();

  /** Whether an event after `seq` was heard of. */
  isBeyond(seq: Seq): boolean {
    return this.#newest !== undefined && this.#newest > seq;
  }

  get isIdle(): boolean {
    return this.#listeners.size === 0;
  }

  subscribe(wake: () => void): () => void {
    this.#listeners.add(wake);
    return () => this.#listeners.delete(wake);
  }

  /**
   * Events after `place.seq`: from memory, or read from the log, once for all consoles that stand at the same place. None
   * where nothing newer is known of; `place.head` is how far the log is known to be, whatever was heard of here.
   */
  async after(place: Place, read: () => Promise<readonly SeenEvent[]>): Promise<readonly SeenEvent[]> {
    const { seq, head, limit } = place;
    const remembered = this.recent.after(seq, limit) ?? [];
    if (remembered.length > 0) return remembered;
    if (seq >= head && this.#newest !== undefined && this.#newest <= seq) return [];
    const events = await this.#readOnce(`${seq}/${head}/${limit}`, read);
    if (events.length === 0 && this.#newest === undefined) this.#newest = seq;
    return events;
  }

  async #readOnce(place: string, read: () => Promise<readonly SeenEvent[]>): Promise<readonly SeenEvent[]> {
    const reading = this.#reads.get(place) ?? read();
    this.#reads.set(place, reading);
    try {
      return await reading;
    } finally {
      this.#reads.delete(place);
    }
  }

  /** Takes what was committed, and wakes the consoles. */
  publish(events: readonly SeenEvent[]): void {
    this.recent.push(events);
    const last = events.at(-1)?.event.seq ?? START;
    if (this.#newest === undefined || last > this.#newest) this.#newest = last;
    for (const wake of this.#listeners) wake();
  }

  /**
   * The log is said to have come to `head`. What this process did not commit itself is read here, once for all its
   * consoles. Throws what `read` throws: the next look finds it.
   */
  async heard(head: Seq, read: ReadAfter): Promise<void> {
    if (head > this.#said) this.#said = head;
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.#newest === undefined || this.#newest < this.#said) {
        const events = await read(this.#newest ?? before(this.#said));
        if (events.length === 0) break;
        this.publish(events);
      }
    } finally {
      this.#isReading = false;
      this.#said = START;
    }
  }
}

function before(seq: Seq): Seq {
  return seqSchema.parse(Math.max(START, seq - 1));
}
