import { useSyncExternalStore } from 'react';

import { conversationsStore, type ConversationsState } from './conversations-store.ts';

/** All conversations, newest activity first. Ready as soon as the first of them are here; the rest follow. */
export function useConversations(): ConversationsState {
  return useSyncExternalStore(conversationsStore.subscribe, conversationsStore.read);
}
