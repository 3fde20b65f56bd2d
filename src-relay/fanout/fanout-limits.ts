/** Bounds of what the relay does for one console. Times in milliseconds, sizes in bytes. */
export type FanoutLimits = {
  /** A console that has not said hello by then is refused. */
  readonly helloTimeoutMs: number;
  /** WebSockets of one person at one node; those that are dead count until their pings show it. */
  readonly consolesPerPerson: number;
  /** Consoles that are let in, and that are welcomed, in one turn of the event loop. */
  readonly greetingsPerTurn: number;
  readonly pingEveryMs: number;
  /** A console that left so many pings in a row unanswered is dead. */
  readonly missedPings: number;
  /** Live events that come within this time of a frame go out together in the next. */
  readonly coalesceMs: number;
  readonly eventsPerFrame: number;
  readonly bytesPerFrame: number;
  /** Snapshots that are read at the same time. */
  readonly snapshotsAtOnce: number;
  /**
   * A snapshot holds a transaction until its last page is taken. Who takes less than that, over `tooSlowAfterMs`, is
   * closed as too slow.
   */
  readonly snapshotBytesPerSecond: number;
  readonly conversationsPerPage: number;
  readonly bytesPerPage: number;
  /** Bytes of frames that were sent and not yet acknowledged, at most; then nothing more is read for this console. */
  readonly unackedBytes: number;
  /** A console that gives no room for so long is closed as too slow. */
  readonly tooSlowAfterMs: number;
  /** Time to say goodbye before the socket is cut. */
  readonly closeGraceMs: number;
};

export const FANOUT_LIMITS: FanoutLimits = {
  helloTimeoutMs: 15_000,
  consolesPerPerson: 32,
  greetingsPerTurn: 8,
  pingEveryMs: 5000,
  missedPings: 3,
  coalesceMs: 16,
  eventsPerFrame: 200,
  bytesPerFrame: 256 * 1024,
  snapshotsAtOnce: 6,
  snapshotBytesPerSecond: 64 * 1024,
  conversationsPerPage: 100,
  bytesPerPage: 512 * 1024,
  unackedBytes: 4 * 1024 * 1024,
  tooSlowAfterMs: 20_000,
  closeGraceMs: 1000,
};
