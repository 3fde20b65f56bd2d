/** Bounds of what the relay's HTTP server takes from those it does not know. Times in milliseconds, sizes in bytes. */
export type DoorLimits = {
  /** From the connection to the end of a request's head: what says nothing, or one byte a second, is let go then. */
  readonly headersTimeoutMs: number;
  /** For a request to arrive whole. */
  readonly requestTimeoutMs: number;
  /** How often the two are looked at: a connection may last so much longer. */
  readonly checkEveryMs: number;
  /** Of requests without a limit of their own. */
  readonly bodyBytes: number;
  /**
   * Connections that have not proven who they are. One more, and the oldest of them is let go. Above the consoles of a
   * node, which may all come back at once; each costs some 10 KB.
   */
  readonly newcomers: number;
  /** Of all webhook bodies in hand at once, from their first byte until they are answered. */
  readonly bodiesBytes: number;
  /** A body that is still not whole after so long gives way to others when there is no room. */
  readonly slowBodyMs: number;
};

/** The provider sends 3 MB at most, and each of its requests is whole within a second. */
export const DOOR_LIMITS: DoorLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  checkEveryMs: 2000,
  bodyBytes: 64 * 1024,
  newcomers: 12_000,
  bodiesBytes: 64 * 1024 * 1024,
  slowBodyMs: 5000,
};
