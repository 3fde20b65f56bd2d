/**
 * Counts what is still on its way: webhook deliveries not yet answered with 200 and statuses not yet emitted.
 * `begin` opens one piece of work and returns the function that ends it, once. `idle` resolves when nothing is open;
 * work that begins before another ends (a status that becomes a delivery) leaves no gap in between.
 */
export type ActivityKind = 'delivery' | 'status';

export type Pending = { readonly deliveries: number; readonly statuses: number };

export class Activity {
  readonly #open: Record<ActivityKind, number> = { delivery: 0, status: 0 };
  readonly #waiters = new Set<() => void>();

  begin(kind: ActivityKind): () => void {
    this.#open[kind] += 1;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.#open[kind] -= 1;
      if (this.#isIdle()) this.#release();
    };
  }

  pending(): Pending {
    return { deliveries: this.#open.delivery, statuses: this.#open.status };
  }

  async idle(): Promise<void> {
    if (this.#isIdle()) return;
    await new Promise<void>((resolve) => {
      this.#waiters.add(resolve);
    });
  }

  #isIdle(): boolean {
    return this.#open.delivery === 0 && this.#open.status === 0;
  }

  #release(): void {
    for (const resolve of this.#waiters) resolve();
    this.#waiters.clear();
  }
}
