import { useDeferredValue } from 'react';
import { create } from 'zustand';
import type { ConversationId } from '../../src-shared/domain/ids.ts';

export type ListFilter = 'all' | 'unread' | 'handoff';

type Selection = { readonly conversation: ConversationId | null; readonly filter: ListFilter };

const store = create<Selection>(() => ({ conversation: null, filter: 'all' }));

/** The conversation that is open in this window. */
export function useSelectedConversation(): ConversationId | null {
  return store((selection) => selection.conversation);
}

/**
 * The conversation whose messages are shown: the one that is open, as soon as the list has painted the choice. While a key is
 * held the list moves on and the conversations passed are not drawn.
 */
export function useShownConversation(): ConversationId | null {
  return useDeferredValue(useSelectedConversation());
}

export function useListFilter(): ListFilter {
  return store((selection) => selection.filter);
}

export function selectConversation(conversation: ConversationId | null): void {
  store.setState({ conversation });
}

export function setListFilter(filter: ListFilter): void {
  store.setState({ filter });
}
