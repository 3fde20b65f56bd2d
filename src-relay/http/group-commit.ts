/**
 * Natural batching: while a commit runs, what arrives queues up and becomes the next one.
 *
 * - At most `most` items in a commit, at most `inFlight` commits at a time.
 * - An item's promise settles with its commit: resolved once it is durable, rejected with the reason when it is not.
 */
export class GroupCommit<Item> {
  readonly #commit: (items: readonly Item[]) => Promise<void>;
  readonly #limits: { readonly most: number; readonly inFlight: number };
  readonly #queue: { item: Item; settled: PromiseWithResolvers<void> }[] = [];
  #running = 0;

  constructor(
    commit: (items: readonly Item[]) => Promise<void>,
    limits: { readonly most: number; readonly inFlight: number },
  ) {
    this.#commit = commit;
    this.#limits = limits;
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
    const batch = this.#queue.splice(0, this.#limits.most);
    try {
      await this.#commit(batch.map(({ item }) => item));
      for (const { settled } of batch) settled.resolve();
    } catch (error) {
      for (const { settled } of batch) settled.reject(error);
    }
    this.#running -= 1;
    void this.#next();
  }
}
