import { useSyncExternalStore } from 'react';

import { INITIAL_STATUS, type SyncStatus } from '../sync-client/sync-status.ts';
import { createTopicStore } from './topic-store.ts';

const statusStore = createTopicStore({ topic: 'status' }, INITIAL_STATUS, (value, update) =>
  update.topic === 'status' ? update.status : value,
);

/** Link, cache and outbox of this console, whose it is, and who its people are. */
export function useSyncStatus(): SyncStatus {
  return useSyncExternalStore(statusStore.subscribe, statusStore.read);
}
