import type { Cache } from '../db/cache.ts';
import { deleteCache, openCache, type OpenedCache } from '../db/open-cache.ts';
import type { Storage } from '../db/storage.ts';

/** The cache of a profile, which may be thrown away and made anew under those who use it. */
export class RebuildableCache {
  readonly #cacheKey: string;
  readonly #storage: Storage;
  #current: Cache;

  private constructor(cacheKey: string, storage: Storage, current: Cache) {
    this.#cacheKey = cacheKey;
    this.#storage = storage;
    this.#current = current;
  }

  static async open(
    cacheKey: string,
    storage: Storage,
  ): Promise<{ cache: RebuildableCache; rebuilt: OpenedCache['rebuilt'] }> {
    const { cache, rebuilt } = await openCache(cacheKey, storage);
    return { cache: new RebuildableCache(cacheKey, storage, cache), rebuilt };
  }

  get current(): Cache {
    return this.#current;
  }

  async rebuild(): Promise<void> {
    this.#current.close();
    await deleteCache(this.#cacheKey, this.#storage);
    const { cache } = await openCache(this.#cacheKey, this.#storage);
    this.#current = cache;
  }

  close(): void {
    this.#current.close();
  }
}
