import { createTopicStore } from './topic-store.ts';
import { noRows, withUpserts, type ConversationRows } from './conversation-rows.ts';

export type ConversationsState = { readonly state: 'loading' } | ({ readonly state: 'ready' } & ConversationRows);

const LOADING: ConversationsState = { state: 'loading' };

export const conversationsStore = createTopicStore<ConversationsState>(
  { topic: 'conversations' },
  LOADING,
  (value, update) => {
    if (update.topic !== 'conversations') return value;
    const before = update.reset || value.state === 'loading' ? noRows() : value;
    return { state: 'ready', ...withUpserts(before, update.upserts) };
  },
);
