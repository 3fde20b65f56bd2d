import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  DelegateBackoff,
  handleWhenResult,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import { z } from 'zod';

import { FaultsOfNumbers } from './faults-of-numbers.ts';
import type { NotMade, SendOutcome } from './send-outcome.ts';

/** How long an address is left alone, in milliseconds: each time that the one call after it comes to nothing, longer. */
export const CIRCUIT_PAUSES_MS: readonly number[] = [5000, 10_000, 20_000, 40_000, 60_000];
/** While that one call is under way, in milliseconds. */
const PROBE_TAKES_MS = 1000;

const outageSchema = z.union([
  z.looseObject({ kind: z.literal('unreachable') }),
  z.looseObject({ kind: z.literal('ambiguous'), isOutage: z.literal(true) }),
]);

export type CircuitEvents = { readonly changed: (isOpen: boolean) => void };

/**
 * Keeps calls away from an API address that does not answer, in this process: closed → open → one call tries → closed,
 * or open for longer. It never repeats a call. What can come of one message or one number does not open it, because
 * the address is shared. It goes by the machine's clock: cockatiel takes no other.
 */
export class Circuit {
  readonly #policy: CircuitBreakerPolicy;
  readonly #faults = new FaultsOfNumbers();
  #openUntil = 0;

  constructor(pausesMs: readonly number[], { changed }: CircuitEvents) {
    const pause = (attempt: number) => pausesMs[Math.min(attempt, pausesMs.length) - 1] ?? 0;
    this.#policy = circuitBreaker(handleWhenResult(isOutage), {
      breaker: this.#faults,
      halfOpenAfter: new DelegateBackoff(({ attempt }: { attempt: number }) => {
        this.#openUntil = Date.now() + pause(attempt);
        return pause(attempt);
      }),
    });
    this.#policy.onBreak(() => changed(true));
    this.#policy.onReset(() => changed(false));
  }

  /** Makes the call of a number, or says at once that it was not made. */
  async run(numberId: string, call: () => Promise<SendOutcome>): Promise<SendOutcome | NotMade> {
    try {
      return await this.#policy.execute(async () => {
        const outcome = await call();
        this.#faults.note(numberId, { isFault: isOutage(outcome) });
        return outcome;
      });
    } catch (error) {
      if (error instanceof BrokenCircuitError) return { kind: 'not_made' };
      throw error;
    }
  }

  /** For how many milliseconds no call is worth beginning; 0 where one may be. */
  pauseMs(): number {
    switch (this.#policy.state) {
      case CircuitState.Open:
        return Math.max(0, this.#openUntil - Date.now());
      case CircuitState.HalfOpen:
        return PROBE_TAKES_MS;
      case CircuitState.Closed:
      case CircuitState.Isolated:
        return 0;
    }
  }
}

function isOutage(result: unknown): boolean {
  return outageSchema.safeParse(result).success;
}
