import type { StartTimer } from '../../../src-shared/lib/timers.ts';

/** Timers that only run when told. */
export class ManualTimers {
  readonly #pending = new Set<{ readonly run: () => void; readonly at: number }>();
  #now = 0;

  readonly start: StartTimer = (run, milliseconds) => {
    const timer = { run, at: this.#now + milliseconds };
    this.#pending.add(timer);
    return () => this.#pending.delete(timer);
  };

  /** Lets time pass, and what it leads to happen. */
  async pass(milliseconds: number): Promise<void> {
    this.#now += milliseconds;
    for (const timer of this.#pending) {
      if (timer.at > this.#now) continue;
      this.#pending.delete(timer);
      timer.run();
    }
    await settled();
  }
}

/** Resolves when nothing is left to do without a timer. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    const { promise, resolve } = Promise.withResolvers<void>();
    setImmediate(resolve);
    await promise;
  }
}
