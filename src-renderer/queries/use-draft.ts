import { useSyncExternalStore } from 'react';

import type { ConversationId } from '../../src-shared/domain/ids.ts';
import { createStoreShelf } from './store-shelf.ts';
import { createTopicStore } from './topic-store.ts';

export type DraftState = { readonly state: 'loading' } | { readonly state: 'ready'; readonly text: string };

const LOADING: DraftState = { state: 'loading' };
const nothingToFollow = { subscribe: () => () => {}, read: () => LOADING };

const draftStoreOf = createStoreShelf((conversation: ConversationId) =>
  createTopicStore<DraftState>({ topic: 'draft', conversation }, LOADING, (value, update) =>
    update.topic === 'draft' ? { state: 'ready', text: update.text } : value,
  ),
);

/** The draft kept for a conversation, '' where there is none; follows saves of other windows too. */
export function useDraft(conversation: ConversationId | null): DraftState {
  const store = conversation === null ? nothingToFollow : draftStoreOf(conversation);
  return useSyncExternalStore(store.subscribe, store.read);
}
