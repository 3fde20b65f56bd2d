import { Cache } from './cache.ts';
import { CacheStores } from './cache-stores.ts';
import { CACHE_FLOOR, CACHE_VERSION } from './cache-version.ts';
import { deleteDatabase } from './delete-database.ts';
import type { Storage } from './storage.ts';

/** Why a cache had to be dropped: written by a newer console, by one below the floor, or not readable. */
export type RebuildReason = 'newer' | 'older' | 'corrupt';

export type OpenedCache = { readonly cache: Cache; readonly rebuilt: RebuildReason | null };

/**
 * Opens the cache of a profile, empty if there is none. Our own number decides whether its rows can be read, since dexie
 * silently tolerates newer databases; one that can't be read is deleted and made anew. Throws when even that fails.
 */
export async function openCache(cacheKey: string, storage: Storage): Promise<OpenedCache> {
  const name = cacheName(cacheKey);
  const first = await tryOpen(name, storage);
  if (first instanceof Cache) return { cache: first, rebuilt: null };
  await deleteDatabase(name, storage);
  const second = await tryOpen(name, storage);
  if (second instanceof Cache) return { cache: second, rebuilt: first };
  throw new Error(`the cache can't be opened: ${second}`);
}

/** Deletes the cache of a profile, which must be closed. */
export function deleteCache(cacheKey: string, storage: Storage): Promise<void> {
  return deleteDatabase(cacheName(cacheKey), storage);
}

function cacheName(cacheKey: string): string {
  return `echodesk-${cacheKey}`;
}

async function tryOpen(name: string, storage: Storage): Promise<Cache | RebuildReason> {
  const stores = new CacheStores(name, storage);
  const cache = new Cache(stores);
  const unfit = await unfitness(stores, cache).catch((): RebuildReason => 'corrupt');
  if (unfit === null) return cache;
  cache.close();
  return unfit;
}

async function unfitness(stores: CacheStores, cache: Cache): Promise<RebuildReason | null> {
  await stores.open();
  const written = await stores.meta.get('cacheVersion');
  if (typeof written?.value === 'number' && written.value > CACHE_VERSION) return 'newer';
  if (typeof written?.value === 'number' && written.value < CACHE_FLOOR) return 'older';
  const { cacheVersion, cursor } = await cache.readMeta();
  if (cacheVersion === undefined && cursor !== undefined) return 'corrupt';
  if (cacheVersion !== CACHE_VERSION) await cache.writeMeta({ cacheVersion: CACHE_VERSION });
  return null;
}
