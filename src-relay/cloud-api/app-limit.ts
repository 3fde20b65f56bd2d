import type { Clock } from '../../src-shared/lib/clock.ts';
import { APP_LIMIT } from './graph-error-codes.ts';
import type { SendOutcome } from './send-outcome.ts';

/** Meta counts the calls of an app by the hour. */
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 300_000;

/**
 * Keeps calls back, in this process, for all numbers of an app that calls more often than Meta allows it: for a minute,
 * then for twice as long each time, at most 5 minutes, until a message is taken.
 */
export class AppLimit {
  readonly #clock: Clock;
  #until = 0;
  #refusals = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Refusals of calls that were under way together are one. */
  heard(outcome: SendOutcome): void {
    if (outcome.kind === 'accepted') this.#refusals = 0;
    if (outcome.kind !== 'rejected' || outcome.code !== APP_LIMIT || this.pauseMs() > 0) return;
    this.#until = this.#clock.now() + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** this.#refusals);
    this.#refusals += 1;
  }

  /** For how many milliseconds no call of the app is worth beginning; else 0. */
  pauseMs(): number {
    return Math.max(0, this.#until - this.#clock.now());
  }
}
