import type { Cursor } from '../../src-shared/domain/cursor.ts';
import type { SeenEvent } from '../../src-shared/domain/event.ts';
import type { Seq } from '../../src-shared/domain/ids.ts';
import type { Session } from '../../src-shared/domain/session.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import type { Log } from '../log/log.ts';
import { AckWindow } from './ack-window.ts';
import type { ConsoleSocket } from './console-socket.ts';
import { cutToFrame, encodeFrame, type FrameRange } from './encode-frame.ts';
import { Deadline } from './deadline.ts';
import type { FanoutEvents } from './fanout-events.ts';
import type { FanoutLimits } from './fanout-limits.ts';
import { LeastPace } from './least-pace.ts';
import { viewKey } from './may-reach.ts';
import { Signal } from './signal.ts';
import type { SnapshotGate } from './snapshot-gate.ts';
import { encodeSnapshotPages } from './snapshot-pages.ts';
import type { WorkspaceFeed } from './workspace-feed.ts';
import type { WorkspaceFeeds } from './workspace-feeds.ts';

export type SubscriberDeps = {
  readonly session: Session;
  readonly socket: Pick<ConsoleSocket, 'send'>;
  readonly log: Pick<Log, 'read' | 'snapshot'>;
  readonly feeds: WorkspaceFeeds;
  readonly snapshots: SnapshotGate;
  readonly limits: FanoutLimits;
  readonly startTimer: StartTimer;
  readonly events: FanoutEvents;
};

export type SubscriberEnd = 'stopped' | 'too_slow';

/**
 * One console's way through the log: backfill, cut-over, live.
 *
 * It holds a position and pulls what follows it, from memory while the console keeps up and from the log otherwise.
 * Each frame begins where the last one ended, so the cut-over can neither lose an event nor repeat one (rule F1).
 * Events up to the head at the time of the welcome are a replay; later ones are live, and no frame mixes the two.
 *
 * Memory is bounded (rule F4): at most one frame waits in the socket, and no frame is made while `unackedBytes` are
 * out. A console that gives no room for `tooSlowAfterMs`, or takes a snapshot slower than {@link LeastPace}, ends the
 * subscription as `too_slow`; it resumes from its cursor.
 */
export class Subscriber {
  readonly #deps: SubscriberDeps;
  readonly #signal = new Signal();
  readonly #window: AckWindow;
  #isStopped = false;
  #isWriting = false;

  constructor(deps: SubscriberDeps) {
    this.#deps = deps;
    this.#window = new AckWindow(deps.limits.unackedBytes);
  }

  /** Serves the console until {@link stop} or until it is too slow. `head` is the newest event at the welcome. */
  async run(resume: 'frames' | 'snapshot', start: Cursor, head: Seq): Promise<SubscriberEnd> {
    const { feeds, session, snapshots } = this.#deps;
    const { feed, leave } = feeds.join(session.workspace, () => this.#signal.raise());
    try {
      if (resume === 'frames') return await this.#follow(feed, start, head);
      const cursor = await snapshots.run(() => this.#sendSnapshot());
      return cursor === undefined ? this.#end() : await this.#follow(feed, cursor, cursor.seq);
    } finally {
      leave();
    }
  }

  /** Sent, and not yet acknowledged as durable. */
  get unackedBytes(): number {
    return this.#window.bytes;
  }

  ack(seq: Seq): void {
    this.#window.acked(seq);
    this.#signal.raise();
  }

  stop(): void {
    this.#isStopped = true;
    this.#signal.raise();
  }

  async #sendSnapshot(): Promise<Cursor | undefined> {
    const { log, session, limits, events } = this.#deps;
    if (this.#isStopped) return undefined;
    using pace = this.#startPace();
    const pages = log.snapshot(session.workspace, limits.conversationsPerPage);
    for await (const { encoded, cursor, isLast } of encodeSnapshotPages(session, pages, limits)) {
      if (!(await this.#hasRoom(pace))) return undefined;
      this.#write(encoded);
      pace.given(encoded.length);
      events.snapshotPageSent(encoded.length);
      if (isLast) return cursor;
    }
    return undefined;
  }

  #startPace(): LeastPace {
    const { limits, startTimer } = this.#deps;
    const { snapshotBytesPerSecond: bytesPerSecond, tooSlowAfterMs: windowMs } = limits;
    return new LeastPace(
      startTimer,
      { bytesPerSecond, windowMs },
      { isHeldUp: () => this.#isBlocked(), over: () => this.#signal.raise() },
    );
  }

  async #follow(feed: WorkspaceFeed, start: Cursor, liveAfter: Seq): Promise<SubscriberEnd> {
    let position = start.seq;
    while (await this.#hasRoom()) {
      const events = await this.#eventsAfter(feed, position, liveAfter);
      const to = events.at(-1)?.event.seq;
      if (to === undefined) {
        if (!feed.isBeyond(position)) await this.#signal.raised();
        continue;
      }
      const live = to > liveAfter;
      this.#sendFrame(feed, { epoch: start.epoch, from: position, to, live }, events);
      position = to;
      if (live) await this.#coalesce();
    }
    return this.#end();
  }

  async #eventsAfter(feed: WorkspaceFeed, position: Seq, liveAfter: Seq): Promise<readonly SeenEvent[]> {
    const { log, session, limits } = this.#deps;
    const { eventsPerFrame: limit } = limits;
    const place = { seq: position, head: liveAfter, limit };
    const events = await feed.after(place, () => log.read(session.workspace, position, limit));
    const replayed = events.filter(({ event }) => event.seq <= liveAfter);
    return cutToFrame(replayed.length > 0 ? replayed : events, limits.bytesPerFrame);
  }

  #sendFrame(feed: WorkspaceFeed, range: FrameRange, events: readonly SeenEvent[]): void {
    const { session } = this.#deps;
    const encode = () => encodeFrame(session, range, events);
    const key = `${viewKey(session)}/${range.from}-${range.to}`;
    const encoded = range.live ? feed.frames.take(key, encode) : encode();
    this.#window.sent(range.to, encoded.length);
    this.#write(encoded);
    this.#deps.events.frameSent({ bytes: encoded.length, events: events.length, live: range.live });
  }

  #write(encoded: Buffer): void {
    this.#isWriting = true;
    this.#deps.socket.send(encoded, () => {
      this.#isWriting = false;
      this.#signal.raise();
    });
  }

  /** Waits for room; false when the subscription is over. */
  async #hasRoom(pace?: LeastPace): Promise<boolean> {
    if (this.#isBlocked() && !this.#isStopped) await this.#waitForRoom(pace);
    return !this.#isStopped && !this.#isBlocked();
  }

  async #waitForRoom(pace?: LeastPace): Promise<void> {
    const { limits, startTimer } = this.#deps;
    using deadline = new Deadline(startTimer, limits.tooSlowAfterMs, () => this.#signal.raise());
    const isOver = () => this.#isStopped || deadline.isOver || pace?.isOver === true;
    while (this.#isBlocked() && !isOver()) await this.#signal.raised();
  }

  #isBlocked(): boolean {
    return this.#isWriting || !this.#window.hasRoom;
  }

  /** Lets further live events gather for a moment, unless the subscription ends. */
  async #coalesce(): Promise<void> {
    const { startTimer, limits } = this.#deps;
    const { promise, resolve } = Promise.withResolvers<void>();
    startTimer(resolve, limits.coalesceMs);
    await promise;
  }

  #end(): SubscriberEnd {
    return this.#isStopped ? 'stopped' : 'too_slow';
  }
}
