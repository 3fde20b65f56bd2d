import {
  BrokenCircuitError,
  circuitBreaker,
  CircuitState,
  ConsecutiveBreaker,
  DelegateBackoff,
  handleWhenResult,
  type CircuitBreakerPolicy,
} from 'cockatiel';
import { z } from 'zod';

import type { SendOutcome } from './send-outcome.ts';

/** So many calls in a row without an answer, or with a fault of the server, and no further one is begun. */
const FAULTS_IN_A_ROW = 5;
/** How long then, in milliseconds: each time that the one call after it comes to nothing, longer. */
export const CIRCUIT_PAUSES_MS: readonly number[] = [5000, 10_000, 20_000, 40_000, 60_000];
/** While that one call is under way, in milliseconds. */
const PROBE_TAKES_MS = 1000;

const outageSchema = z.looseObject({ kind: z.enum(['unreachable', 'ambiguous']) });

export type CircuitEvents = { readonly changed: (isOpen: boolean) => void };

/**
 * Keeps calls away from an API address that does not answer, in this process: closed → open → one call tries → closed,
 * or open for longer. It never repeats a call.
 */
export class Circuit {
  readonly #policy: CircuitBreakerPolicy;
  #openUntil = 0;

  constructor(pausesMs: readonly number[], { changed }: CircuitEvents) {
    const pause = (attempt: number) => pausesMs[Math.min(attempt, pausesMs.length) - 1] ?? 0;
    this.#policy = circuitBreaker(
      handleWhenResult((result) => outageSchema.safeParse(result).success),
      {
        breaker: new ConsecutiveBreaker(FAULTS_IN_A_ROW),
        halfOpenAfter: new DelegateBackoff(({ attempt }: { attempt: number }) => {
          this.#openUntil = Date.now() + pause(attempt);
          return pause(attempt);
        }),
      },
    );
    this.#policy.onBreak(() => changed(true));
    this.#policy.onReset(() => changed(false));
  }

  /** Makes the call, or says at once that it was not made. */
  async run(call: () => Promise<SendOutcome>): Promise<SendOutcome> {
    try {
      return await this.#policy.execute(call);
    } catch (error) {
      if (error instanceof BrokenCircuitError) return { kind: 'unreachable', detail: 'circuit open' };
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
