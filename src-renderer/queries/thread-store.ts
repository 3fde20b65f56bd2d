import type { ConversationId, MessageNumber } from '../../src-shared/domain/ids.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import type { Update } from '../sync-client/sync-contract.ts';
import { createStoreShelf } from './store-shelf.ts';
import { threadItems, type ThreadItem } from './thread-items.ts';
import { createTopicStore } from './topic-store.ts';

export type ThreadState =
  | { readonly state: 'loading' }
  | {
      readonly state: 'ready';
      readonly items: readonly ThreadItem[];
      /** Whether `loadOlder` may find more. */
      readonly hasOlder: boolean;
    };

type Thread = {
  readonly shown: ThreadState;
  readonly messages: ReadonlyMap<MessageNumber, Message>;
};

const NOTHING: Thread = { shown: { state: 'loading' }, messages: new Map() };

function withUpdate(thread: Thread, update: Update): Thread {
  if (update.topic !== 'thread') return thread;
  const before = update.reset ? NOTHING.messages : thread.messages;
  const changes = update.upserts.map((message) => [message.number, message] as const);
  const messages = new Map([...before, ...changes]);
  const items = threadItems(messages.values(), update);
  return { shown: { state: 'ready', items, hasOlder: update.hasOlder }, messages };
}

/** The shared store of one conversation's thread. */
export const threadStoreOf = createStoreShelf((conversation: ConversationId) => {
  const store = createTopicStore({ topic: 'thread', conversation }, NOTHING, withUpdate);
  return { subscribe: store.subscribe, read: () => store.read().shown };
});
