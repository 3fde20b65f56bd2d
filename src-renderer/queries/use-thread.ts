import { useSyncExternalStore } from 'react';

import type { ConversationId } from '../../src-shared/domain/ids.ts';
import { threadStoreOf, type ThreadState } from './thread-store.ts';

const NO_THREAD: ThreadState = { state: 'loading' };
const nothingToFollow = { subscribe: () => () => {}, read: () => NO_THREAD };

/** Messages and queued commands of a conversation, in the order shown. Null = none is open. */
export function useThread(conversation: ConversationId | null): ThreadState {
  const store = conversation === null ? nothingToFollow : threadStoreOf(conversation);
  return useSyncExternalStore(store.subscribe, store.read);
}
