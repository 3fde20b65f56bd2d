import type { Clock } from '../../src-shared/lib/clock.ts';

export type AttemptLimitOptions = {
  readonly clock: Clock;
  /** Failures of one address within `windowMs`; after them it is not heard until the window ends. */
  readonly failures: number;
  readonly windowMs: number;
};

type Window = { readonly endsAt: number; failures: number };

/** So many addresses are remembered; beyond that the oldest is forgotten. */
const MOST_ADDRESSES = 10_000;

/** Counts who fails too often. In the memory of this node: it holds off a flood, not a patient guesser. */
export class AttemptLimit {
  readonly #options: AttemptLimitOptions;
  readonly #windows = new Map<string, Window>();

  constructor(options: AttemptLimitOptions) {
    this.#options = options;
  }

  /** Milliseconds until the address may try again; 0 = now. */
  waitOf(address: string): number {
    const { clock, failures } = this.#options;
    const window = this.#windows.get(address);
    const now = clock.now();
    if (window === undefined || window.endsAt <= now || window.failures < failures) return 0;
    return window.endsAt - now;
  }

  failed(address: string): void {
    const { clock, windowMs } = this.#options;
    const now = clock.now();
    const window = this.#windows.get(address);
    if (window !== undefined && window.endsAt > now) {
      window.failures += 1;
      return;
    }
    this.#windows.delete(address);
    this.#windows.set(address, { endsAt: now + windowMs, failures: 1 });
    const [oldest] = this.#windows.keys();
    if (this.#windows.size > MOST_ADDRESSES && oldest !== undefined) this.#windows.delete(oldest);
  }
}
