/** Lets one waiter sleep until something has changed. A wake-up while nobody waits is kept for the next waiter. */
export class Signal {
  #isRaised = false;
  #resume: (() => void) | undefined;

  raise(): void {
    this.#isRaised = true;
    this.#resume?.();
  }

  async raised(): Promise<void> {
    if (!this.#isRaised) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#resume = resolve;
      await promise;
      this.#resume = undefined;
    }
    this.#isRaised = false;
  }
}
