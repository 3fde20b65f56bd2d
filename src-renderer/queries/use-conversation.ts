import { useSyncExternalStore } from 'react';

import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { ConversationId } from '../../src-shared/domain/ids.ts';
import { conversationsStore } from './conversations-store.ts';

/** One conversation of the list; undefined while it is not there. */
export function useConversation(id: ConversationId | null): Conversation | undefined {
  return useSyncExternalStore(conversationsStore.subscribe, () => {
    const list = conversationsStore.read();
    return id === null || list.state === 'loading' ? undefined : list.byId.get(id);
  });
}
