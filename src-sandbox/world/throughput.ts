/** Messages per second, in and out together, that a coexistence number may have (facts §5.10; 2025 texts say 5). */
export const COEXISTENCE_MESSAGES_PER_SECOND = 20;

const WINDOW_MS = 1000;

export type ThroughputDeps = {
  /** The world's clock: no speed factor shortens this limit. */
  readonly nowMs: () => number;
  readonly messagesPerSecond: number;
};

/**
 * How many messages went over the business number within the last second, both ways. Customers write as they like and
 * only use the limit up; a send needs room in it, and is refused with 130429 otherwise.
 */
export class Throughput {
  readonly #deps: ThroughputDeps;
  /** Times of the messages, oldest first; those before `#first` have left the window. */
  #times: number[] = [];
  #first = 0;

  constructor(deps: ThroughputDeps) {
    this.#deps = deps;
  }

  /** Counts a message of a customer, however many there are. */
  countInbound(): void {
    this.#count();
  }

  /** Counts a send that was accepted. */
  countSend(): void {
    this.#count();
  }

  /** Whether one more message may be sent now. */
  hasRoom(): boolean {
    this.#forgetOld();
    return this.#times.length - this.#first < this.#deps.messagesPerSecond;
  }

  #count(): void {
    this.#forgetOld();
    this.#times.push(this.#deps.nowMs());
  }

  #forgetOld(): void {
    const oldestMs = this.#deps.nowMs() - WINDOW_MS;
    while (this.#first < this.#times.length && (this.#times[this.#first] ?? 0) <= oldestMs) this.#first += 1;
    if (this.#first * 2 < this.#times.length) return;
    this.#times = this.#times.slice(this.#first);
    this.#first = 0;
  }
}
