import { expect, test } from 'vitest';

import { epochSchema, seqSchema } from '../../src-shared/domain/ids.ts';
import { freshStorage } from './testing/fresh-storage.ts';
import { CacheStores } from './cache-stores.ts';
import { CACHE_FLOOR, CACHE_VERSION } from './cache-version.ts';
import { openCache } from './open-cache.ts';
import type { Storage } from './storage.ts';

const KEY = 'a'.repeat(32);
const CURSOR = { epoch: epochSchema.parse('018f0000-0000-4000-8000-000000000001'), seq: seqSchema.parse(41) };

async function storageWithCache(): Promise<Storage> {
  const storage = freshStorage();
  const { cache } = await openCache(KEY, storage);
  await cache.writeMeta({ cursor: CURSOR });
  cache.close();
  return storage;
}

async function writeVersion(storage: Storage, value: unknown): Promise<void> {
  const stores = new CacheStores(`echodesk-${KEY}`, storage);
  await stores.meta.put({ field: 'cacheVersion', value });
  stores.close();
}

async function reopened(storage: Storage) {
  const { cache, rebuilt } = await openCache(KEY, storage);
  const { cursor = null, cacheVersion } = await cache.readMeta();
  cache.close();
  return { rebuilt, cursor, cacheVersion };
}

test('P1 a cache of this version is opened as it is', async () => {
  const storage = await storageWithCache();
  expect(await reopened(storage)).toEqual({ rebuilt: null, cursor: CURSOR, cacheVersion: CACHE_VERSION });
});

test.each([
  ['newer', CACHE_VERSION + 1],
  ['older', CACHE_FLOOR - 1],
  ['corrupt', 'seven'],
])('P1 a %s cache is dropped and made anew', async (rebuilt, version) => {
  const storage = await storageWithCache();
  await writeVersion(storage, version);
  expect(await reopened(storage)).toEqual({ rebuilt, cursor: null, cacheVersion: CACHE_VERSION });
});

test('P1 a cache that lost its version is not trusted', async () => {
  const storage = await storageWithCache();
  const stores = new CacheStores(`echodesk-${KEY}`, storage);
  await stores.meta.delete('cacheVersion');
  stores.close();
  expect(await reopened(storage)).toEqual({ rebuilt: 'corrupt', cursor: null, cacheVersion: CACHE_VERSION });
});
