/** Bytes that the worker may have in hand and not yet applied. */
export const CREDIT_BYTES = 4 * 1024 * 1024;

/**
 * The window between socket and worker: a slow worker slows the socket and not the memory. `spend` and `giveBack` say
 * when to pause and when to go on; between the two edges they say nothing.
 */
export class Credit {
  readonly #limit: number;
  #spent = 0;
  #isPaused = false;

  constructor(limit: number = CREDIT_BYTES) {
    this.#limit = limit;
  }

  get isPaused(): boolean {
    return this.#isPaused;
  }

  /** `bytes` went to the worker. True when the socket has to pause now. */
  spend(bytes: number): boolean {
    this.#spent += bytes;
    if (this.#isPaused || this.#spent < this.#limit) return false;
    this.#isPaused = true;
    return true;
  }

  /** The worker has applied `bytes`, perhaps of a socket before this one. True when the socket has to go on now. */
  giveBack(bytes: number): boolean {
    this.#spent = Math.max(0, this.#spent - bytes);
    if (!this.#isPaused || this.#spent >= this.#limit / 2) return false;
    this.#isPaused = false;
    return true;
  }
}
