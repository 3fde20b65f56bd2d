const PACE_MS = 6000;
const BURST_WINDOW_MS = 6000;
const LARGEST_BURST = 45;

/** After this even the largest burst is paid back. */
const LONGEST_DEBT_MS = LARGEST_BURST * PACE_MS;

type Burst = { readonly startedAtMs: number; readonly count: number };

/**
 * Pace of messages to one user: one per 6 seconds. Up to 45 may go within 6 seconds, but each is borrowed from the
 * future: after a burst of n the next one may go n × 6 seconds after its first (facts §5.10).
 */
export class PairRate {
  readonly #nowMs: () => number;
  readonly #bursts = new Map<string, Burst>();
  #tidiedAtMs = 0;

  /** `nowMs`: the world's clock; no speed factor shortens this limit. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /** Of how many users the pace is remembered. */
  get size(): number {
    return this.#bursts.size;
  }

  /** Whether a message to this user may go now; refused with 131056 otherwise. */
  hasRoom(recipient: string): boolean {
    return this.#next(recipient) !== undefined;
  }

  /** Counts a message that was accepted. */
  countSend(recipient: string): void {
    this.#forgetPaid();
    const next = this.#next(recipient);
    if (next !== undefined) this.#bursts.set(recipient, next);
  }

  #next(recipient: string): Burst | undefined {
    const nowMs = this.#nowMs();
    const burst = this.#bursts.get(recipient);
    if (burst === undefined || isPaid(burst, nowMs)) {
      return { startedAtMs: nowMs, count: 1 };
    }
    const isOpen = nowMs < burst.startedAtMs + BURST_WINDOW_MS && burst.count < LARGEST_BURST;
    return isOpen ? { ...burst, count: burst.count + 1 } : undefined;
  }

  /** Looks through all users once in a while, so that each send costs next to nothing. */
  #forgetPaid(): void {
    const nowMs = this.#nowMs();
    if (nowMs < this.#tidiedAtMs + LONGEST_DEBT_MS) return;
    this.#tidiedAtMs = nowMs;
    for (const [recipient, burst] of this.#bursts) if (isPaid(burst, nowMs)) this.#bursts.delete(recipient);
  }
}

function isPaid({ startedAtMs, count }: Burst, nowMs: number): boolean {
  return nowMs >= startedAtMs + count * PACE_MS;
}
