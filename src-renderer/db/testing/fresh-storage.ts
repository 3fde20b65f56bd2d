import { IDBFactory, IDBKeyRange } from 'fake-indexeddb';

import type { Storages } from '../storage.ts';

/** Two empty storages that live as long as the test keeps them. */
export function freshStorages(): Storages {
  return { cache: freshStorage(), journal: freshStorage() };
}

export function freshStorage(): Storages['cache'] {
  return { indexedDB: new IDBFactory(), IDBKeyRange };
}
