import type { ConversationId } from '../../src-shared/domain/ids.ts';

/** Stores kept for conversations that were open lately. */
const MOST_KEPT = 30;

/** Gives the same store for the same conversation while it is among the last {@link MOST_KEPT} asked for. */
export function createStoreShelf<Store>(create: (conversation: ConversationId) => Store) {
  const kept = new Map<ConversationId, Store>();
  return (conversation: ConversationId): Store => {
    const store = kept.get(conversation) ?? create(conversation);
    kept.delete(conversation);
    kept.set(conversation, store);
    for (const oldest of kept.keys()) {
      if (kept.size <= MOST_KEPT) break;
      kept.delete(oldest);
    }
    return store;
  };
}
