import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { ConversationId } from '../../src-shared/domain/ids.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import type { SyncClient } from '../sync-client/sync-client.ts';
import type { Reply, Request, Topic, Update } from '../sync-client/sync-contract.ts';
import type { SyncStatus } from '../sync-client/sync-status.ts';
import type { Scene } from './scene.ts';

export type SceneSync = {
  readonly client: SyncClient;
  /** Lets a message come into the open conversation. */
  readonly arrive: (message: Message) => void;
  /** Tells how the worker stands now, after those conversations changed. */
  readonly turn: (status: SyncStatus, conversations: readonly Conversation[]) => void;
};

type Subscription = { readonly topic: Topic; readonly onUpdate: (update: Update) => void };

/** Stands where the sync worker does, and tells what the scene holds. What is written through it goes nowhere. */
export function createSceneSync(scene: Scene): SceneSync {
  const subscriptions = new Set<Subscription>();

  function tell(name: Topic['topic'], update: Update): void {
    for (const { topic, onUpdate } of subscriptions) {
      const isOther = 'conversation' in topic && topic.conversation !== scene.open;
      if (topic.topic === name && !isOther) onUpdate(update);
    }
  }

  return {
    client: {
      subscribe(topic, onUpdate) {
        const subscription = { topic, onUpdate };
        subscriptions.add(subscription);
        const first = firstUpdate(scene, topic);
        if (first !== null) onUpdate(first);
        return () => subscriptions.delete(subscription);
      },
      call: (request) => replyTo(scene, request),
    },
    turn(status, upserts) {
      tell('conversations', { topic: 'conversations', reset: false, upserts });
      tell('status', { topic: 'status', status });
    },
    arrive(message) {
      const open = openConversation(scene);
      if (open !== undefined) {
        tell('conversations', { topic: 'conversations', reset: false, upserts: [withMessage(open, message)] });
      }
      const hasOlder = scene.thread !== null && scene.thread.older !== 'none';
      tell('thread', { topic: 'thread', reset: false, upserts: [message], queued: [], left: [], hasOlder });
    },
  };
}

function openConversation({ conversations, open }: Scene): Conversation | undefined {
  return conversations?.find(({ id }) => id === open);
}

function withMessage(conversation: Conversation, message: Message): Conversation {
  const { origin, number, sentAt } = message;
  const turnHolder = origin === 'phone' ? 'phone' : conversation.turnHolder;
  return { ...conversation, turnHolder, lastMessage: message, lastNumber: number, lastActivityAt: sentAt };
}

function firstUpdate(scene: Scene, topic: Topic): Update | null {
  switch (topic.topic) {
    case 'status':
      return { topic: 'status', status: scene.status };
    case 'conversations':
      return scene.conversations && { topic: 'conversations', reset: true, upserts: scene.conversations };
    case 'draft':
      return { topic: 'draft', text: topic.conversation === scene.open ? scene.draft : '' };
    case 'thread':
      return threadUpdate(scene, topic.conversation);
  }
}

/** Of a conversation that a person opens in the gallery only the newest message is told. */
function threadUpdate(scene: Scene, id: ConversationId): Update | null {
  if (id === scene.open) {
    if (scene.thread === null) return null;
    const { messages, queued, left, older } = scene.thread;
    return { topic: 'thread', reset: true, upserts: [...messages], queued, left, hasOlder: older !== 'none' };
  }
  const lastMessage = scene.conversations?.find((conversation) => conversation.id === id)?.lastMessage ?? null;
  const upserts = lastMessage === null ? [] : [lastMessage];
  return { topic: 'thread', reset: true, upserts, queued: [], left: [], hasOlder: false };
}

function replyTo({ thread }: Scene, { call }: Request): Promise<Reply> {
  if (call !== 'load_older') return Promise.resolve({ outcome: 'done' });
  if (thread?.older === 'running') return new Promise(() => {});
  return Promise.resolve(thread?.older === 'offline' ? { outcome: 'offline' } : { outcome: 'older', hasMore: false });
}
