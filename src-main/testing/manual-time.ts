import type { Clock } from '../../src-shared/lib/clock.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';

type Planned = { readonly at: number; readonly run: () => void };

/** A clock that stands still, and timers that run only when the test moves it on. */
export class ManualTime {
  #now = 1_700_000_000_000;
  readonly #planned = new Set<Planned>();

  readonly clock: Clock = { now: () => epochMs(this.#now) };

  readonly startTimer: StartTimer = (run, milliseconds) => {
    const planned = { at: this.#now + milliseconds, run };
    this.#planned.add(planned);
    return () => {
      this.#planned.delete(planned);
    };
  };

  get planned(): number {
    return this.#planned.size;
  }

  /** Moves on, running what falls due in its order. */
  pass(milliseconds: number): void {
    const until = this.#now + milliseconds;
    for (;;) {
      const [next] = [...this.#planned].filter(({ at }) => at <= until).toSorted((left, right) => left.at - right.at);
      if (next === undefined) break;
      this.#planned.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = until;
  }
}
