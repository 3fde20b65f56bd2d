export type GroupLimits<Item> = {
  readonly most: number;
  readonly inFlight: number;
  readonly weight?: (item: Item) => number;
  readonly mostWeight?: number;
};

/**
 * Natural batching: while a commit runs, what arrives queues up and becomes the next one.
 *
 * - At most `most` items in a commit, at most `inFlight` commits at a time.
 * - Where items have a `weight`, those of a commit weigh `mostWeight` together at most; one alone may weigh more.
 * - An item's promise settles with its commit: resolved once it is durable, rejected with the reason when it is not.
 */
export class GroupCommit<Item> {
  readonly #commit: (items: readonly Item[]) => Promise<void>;
  readonly #limits: GroupLimits<Item>;
  readonly #queue: { item: Item; settled: PromiseWithResolvers<void> }[] = [];
  #running = 0;

  constructor(commit: (items: readonly Item[]) => Promise<void>, limits: GroupLimits<Item>) {
    this.#commit = commit;
    this.#limits = limits;
  }

  /** Items that wait, and commits under way. */
  get figures(): { readonly waiting: number; readonly running: number } {
    return { waiting: this.#queue.length, running: this.#running };
  }

  add(item: Item): Promise<void> {
    const settled = Promise.withResolvers<void>();
    this.#queue.push({ item, settled });
    void this.#next();
    return settled.promise;
  }

  async #next(): Promise<void> {
    if (this.#queue.length === 0 || this.#running >= this.#limits.inFlight) return;
    this.#running += 1;
    const batch = this.#queue.splice(0, this.#nextCount());
    try {
      await this.#commit(batch.map(({ item }) => item));
      for (const { settled } of batch) settled.resolve();
    } catch (error) {
      for (const { settled } of batch) settled.reject(error);
    }
    this.#running -= 1;
    void this.#next();
  }

  #nextCount(): number {
    const { most, weight, mostWeight = Number.POSITIVE_INFINITY } = this.#limits;
    if (weight === undefined) return most;
    let total = 0;
    const tooMany = this.#queue.findIndex(({ item }, index) => {
      total += weight(item);
      return index > 0 && total > mostWeight;
    });
    return tooMany === -1 ? most : Math.min(most, tooMany);
  }
}
