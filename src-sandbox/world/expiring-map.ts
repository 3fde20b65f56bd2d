type Entry<Value> = { readonly value: Value; readonly endsAtMs: number };

/**
 * Keeps every value for the same time, and then forgets it. The clock goes forward only, so entries stand in the order in
 * which they end, and the cost of forgetting is that of the entries forgotten.
 */
export class ExpiringMap<Value> {
  readonly #nowMs: () => number;
  readonly #livesMs: number;
  readonly #entries = new Map<string, Entry<Value>>();

  constructor(nowMs: () => number, livesMs: number) {
    this.#nowMs = nowMs;
    this.#livesMs = livesMs;
  }

  /** How many are kept now. */
  get size(): number {
    this.#forgetExpired();
    return this.#entries.size;
  }

  /** Keeps the value from now on, in place of an older one. */
  set(key: string, value: Value): void {
    this.#forgetExpired();
    this.#entries.delete(key);
    this.#entries.set(key, { value, endsAtMs: this.#nowMs() + this.#livesMs });
  }

  get(key: string): Value | undefined {
    this.#forgetExpired();
    return this.#entries.get(key)?.value;
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  #forgetExpired(): void {
    const nowMs = this.#nowMs();
    for (const [key, { endsAtMs }] of this.#entries) {
      if (nowMs < endsAtMs) return;
      this.#entries.delete(key);
    }
  }
}
