import { backoffMs } from '../../src-shared/lib/backoff.ts';
import type { RandomBytes } from '../../src-shared/lib/random.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import { isDatabaseAway } from '../db/database-fault.ts';
import type { Logger } from '../observability/logger.ts';

type Needs = { readonly startTimer: StartTimer; readonly random: RandomBytes; readonly logger: Logger };

const LIMITS = { firstMs: 200, mostMs: 5000 };

/** Thrown to whoever waits for the database when the relay stops. The work is still on disk, for the next start. */
export class StoppedError extends Error {
  override name = 'StoppedError';
}

/** Does work again for as long as the database is away. Other failures are the caller's. */
export class Patience {
  readonly #needs: Needs;
  readonly #waits = new Set<() => void>();
  #isStopped = false;

  constructor(needs: Needs) {
    this.#needs = needs;
  }

  async untilBack<T>(work: () => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      if (this.#isStopped) throw new StoppedError();
      try {
        return await work();
      } catch (error) {
        if (!isDatabaseAway(error)) throw error;
        this.#needs.logger.warn({ err: error, attempt }, 'the database is away');
      }
      await this.#pause(backoffMs(attempt, LIMITS, this.#needs.random));
    }
  }

  stop(): void {
    this.#isStopped = true;
    for (const end of this.#waits) end();
  }

  async #pause(milliseconds: number): Promise<void> {
    if (this.#isStopped) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#needs.startTimer(resolve, milliseconds);
    this.#waits.add(resolve);
    await promise;
    cancel();
    this.#waits.delete(resolve);
  }
}
