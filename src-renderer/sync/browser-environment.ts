import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { Storage, Storages } from '../db/storage.ts';
import type { SyncEnvironment } from './sync-hub.ts';

/** https://wicg.github.io/storage-buckets, as far as we use it; the compiler's library does not have it yet. */
type StorageBuckets = {
  readonly open: (
    name: string,
    options: { readonly persisted: boolean; readonly durability: 'relaxed' | 'strict' },
  ) => Promise<{ readonly indexedDB: IDBFactory }>;
};

/** Storage, locks, time and randomness of this browser. */
export const browserEnvironment: SyncEnvironment = {
  openStorages,
  lock,
  clock: { now: () => epochMs(Date.now()) },
  random: (bytes) => crypto.getRandomValues(bytes),
  startTimer,
};

/** Each in a bucket of its own where there are buckets; all in the default one where there are none. */
async function openStorages(): Promise<Storages> {
  if (!hasBuckets(navigator)) return { cache: defaultStorage(), journal: defaultStorage() };
  const { storageBuckets } = navigator;
  const cache = await storageBuckets.open('hot', { persisted: true, durability: 'relaxed' });
  const journal = await storageBuckets.open('journal', { persisted: true, durability: 'strict' });
  return { cache: { indexedDB: cache.indexedDB, IDBKeyRange }, journal: { indexedDB: journal.indexedDB, IDBKeyRange } };
}

function defaultStorage(): Storage {
  return { indexedDB, IDBKeyRange };
}

function startTimer(run: () => void, milliseconds: number): () => void {
  const timer = setTimeout(run, milliseconds);
  return () => clearTimeout(timer);
}

function hasBuckets(navigator: object): navigator is { readonly storageBuckets: StorageBuckets } {
  return 'storageBuckets' in navigator;
}

function lock(name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name, () => {
        const { promise, resolve: release } = Promise.withResolvers<void>();
        resolve(release);
        return promise;
      })
      .catch(reject);
  });
}
