/**
 * Many askers, few queries: what is asked while a look-up runs is the next one, so that a thousand consoles that come
 * back at once are a handful of queries. A look-up always begins after it was asked for, and so never answers with
 * what was true before.
 */
export class GroupedLookup<Key, Value> {
  readonly #find: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>;
  readonly #most: number;
  readonly #asked = new Map<Key, PromiseWithResolvers<Value | undefined>>();
  #isRunning = false;

  /** `find` gets each key once, at most `most` of them, and leaves out what is not there. */
  constructor(find: (keys: readonly Key[]) => Promise<ReadonlyMap<Key, Value>>, most: number) {
    this.#find = find;
    this.#most = most;
  }

  /** Undefined where there is no such thing. Rejects with what the look-up fails with. */
  find(key: Key): Promise<Value | undefined> {
    const asked = this.#asked.get(key) ?? Promise.withResolvers<Value | undefined>();
    this.#asked.set(key, asked);
    void this.#next();
    return asked.promise;
  }

  async #next(): Promise<void> {
    if (this.#isRunning || this.#asked.size === 0) return;
    this.#isRunning = true;
    const group = [...this.#asked].slice(0, this.#most);
    for (const [key] of group) this.#asked.delete(key);
    try {
      const found = await this.#find(group.map(([key]) => key));
      for (const [key, asked] of group) asked.resolve(found.get(key));
    } catch (error) {
      for (const [, asked] of group) asked.reject(error);
    }
    this.#isRunning = false;
    void this.#next();
  }
}
