import type { Cancel, Time } from '../time.ts';

type Timer = { readonly dueMs: number; readonly delayMs: number; readonly run: () => void };

/** A clock that moves only when told: `fireNext` jumps to the earliest timer and runs it. */
export class ManualTime implements Time {
  readonly #timers = new Set<Timer>();
  readonly #waiters = new Set<() => void>();
  #nowMs: number;

  constructor(nowMs: number) {
    this.#nowMs = nowMs;
  }

  readonly nowMs = (): number => this.#nowMs;

  readonly after = (delayMs: number, run: () => void): Cancel => {
    const timer = { dueMs: this.#nowMs + delayMs, delayMs, run };
    this.#timers.add(timer);
    for (const resolve of this.#waiters) resolve();
    this.#waiters.clear();
    return () => {
      this.#timers.delete(timer);
    };
  };

  get waiting(): number {
    return this.#timers.size;
  }

  advance(byMs: number): void {
    this.#nowMs += byMs;
  }

  /** Resolves when at least so many timers are set. */
  async untilWaiting(count: number): Promise<void> {
    while (this.#timers.size < count) {
      await new Promise<void>((resolve) => {
        this.#waiters.add(resolve);
      });
    }
  }

  /** Waits until a timer is set, fires the earliest, and returns the delay it was set with. */
  async fireNext(): Promise<number> {
    await this.untilWaiting(1);
    const [next] = [...this.#timers].toSorted((left, right) => left.dueMs - right.dueMs);
    if (next === undefined) throw new Error('a timer was set and taken back');
    this.#timers.delete(next);
    this.#nowMs = Math.max(this.#nowMs, next.dueMs);
    next.run();
    return next.delayMs;
  }
}
