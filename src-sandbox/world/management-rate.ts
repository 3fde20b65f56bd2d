const HOUR_MS = 60 * 60 * 1000;

/** Management calls per hour, app and WABA; the larger one when the WABA has a registered number (facts §5.10). */
const CALLS_PER_HOUR = 200;
const CALLS_PER_HOUR_WITH_NUMBER = 5000;

export type ManagementRateDeps = { readonly nowMs: () => number; readonly hasRegisteredNumber: () => boolean };

/** Counts calls to the account's own edges within the last hour; over the limit they are refused with 80007. */
export class ManagementRate {
  readonly #deps: ManagementRateDeps;
  #times: number[] = [];

  constructor(deps: ManagementRateDeps) {
    this.#deps = deps;
  }

  /** Counts a call and answers true, or answers false and counts nothing. */
  takeCall(): boolean {
    const nowMs = this.#deps.nowMs();
    this.#times = this.#times.filter((atMs) => atMs > nowMs - HOUR_MS);
    if (this.#times.length >= this.#limit()) return false;
    this.#times.push(nowMs);
    return true;
  }

  /** How much of the hour's calls is used, in whole percent. */
  usedPercent(): number {
    return Math.ceil((this.#times.length / this.#limit()) * 100);
  }

  /** Whole minutes until the oldest call leaves the hour. */
  minutesToRegain(): number {
    const oldestMs = this.#times[0] ?? this.#deps.nowMs();
    return Math.ceil((oldestMs + HOUR_MS - this.#deps.nowMs()) / 60_000);
  }

  #limit(): number {
    return this.#deps.hasRegisteredNumber() ? CALLS_PER_HOUR_WITH_NUMBER : CALLS_PER_HOUR;
  }
}
