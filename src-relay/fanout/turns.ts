/**
 * Lets a crowd in a few at a time: so many in each turn of the event loop, in the order they came. Between two turns the
 * process does everything else that waits, so that ten thousand consoles which come back at once hold up no webhook.
 */
export class Turns {
  readonly #perTurn: number;
  readonly #waiting: (() => void)[] = [];
  #isPlanned = false;

  constructor(perTurn: number) {
    this.#perTurn = perTurn;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Resolves when it is the caller's turn. */
  next(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    this.#plan();
    return promise;
  }

  #plan(): void {
    if (this.#isPlanned || this.#waiting.length === 0) return;
    this.#isPlanned = true;
    setImmediate(() => {
      this.#isPlanned = false;
      for (const resolve of this.#waiting.splice(0, this.#perTurn)) resolve();
      this.#plan();
    });
  }
}
