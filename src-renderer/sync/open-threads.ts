import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { ConversationId } from '../../src-shared/domain/ids.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import type { QueuedEntry } from '../../src-shared/domain/outbox-entry.ts';
import { MAX_HISTORY_PAGE } from '../../src-shared/protocol/history.ts';
import type { Cache } from '../db/cache.ts';
import type { LeftAttempt, UpdateOf } from '../sync-client/sync-contract.ts';

type Post = (update: UpdateOf<'thread'>) => void;

/** Messages shown at first, and by which an open thread grows. */
export const THREAD_PAGE = Math.min(50, MAX_HISTORY_PAGE);

type OpenThread = {
  readonly followers: Set<Post>;
  /** The lowest number shown; null = nothing is shown yet, or what is shown waits for a snapshot to replace it. */
  lowest: number | null;
  /** The relay has said that nothing older may be seen. */
  isExhausted: boolean;
};

export type ThreadSources = {
  readonly cache: () => Cache;
  readonly queuedIn: (conversation: ConversationId) => readonly QueuedEntry[];
  readonly leftIn: (conversation: ConversationId) => readonly LeftAttempt[];
};

/**
 * The threads that windows look at. Each shows the messages from `lowest` on: read from disk once, then kept up by what
 * transactions touch. Reading must not interleave with applying, so `show` and `extend` run in the session's lane.
 */
export class OpenThreads {
  readonly #sources: ThreadSources;
  readonly #threads = new Map<ConversationId, OpenThread>();

  constructor(sources: ThreadSources) {
    this.#sources = sources;
  }

  /** Counts `post` in; it hears nothing until `show`. Returns the way to stop. */
  attach(conversation: ConversationId, post: Post): () => void {
    const thread = this.#threads.get(conversation) ?? { followers: new Set(), lowest: null, isExhausted: false };
    this.#threads.set(conversation, thread);
    thread.followers.add(post);
    return () => {
      thread.followers.delete(post);
      if (thread.followers.size === 0 && this.#threads.get(conversation) === thread) {
        this.#threads.delete(conversation);
      }
    };
  }

  /** Reads what is shown anew and gives it to every follower. */
  async show(conversation: ConversationId): Promise<void> {
    const thread = this.#threads.get(conversation);
    if (thread === undefined) return;
    const upserts = await this.#read(conversation, thread);
    const update = this.#updateOf(conversation, thread, upserts);
    for (const post of thread.followers) post({ ...update, reset: true });
  }

  /** Gives the touched messages to those who show them; `queued` = conversations whose outbox changed. */
  publish(messages: readonly Message[], queued: readonly ConversationId[]): void {
    for (const [conversation, thread] of this.#threads) {
      const { lowest } = thread;
      if (lowest === null) continue;
      const upserts = messages.filter((message) => message.conversation === conversation && message.number >= lowest);
      if (upserts.length === 0 && !queued.includes(conversation)) continue;
      const update = this.#updateOf(conversation, thread, upserts);
      for (const post of thread.followers) post(update);
    }
  }

  /** Keeps on screen what is shown, but takes it for outdated until the next `show`. */
  outdate(): void {
    for (const thread of this.#threads.values()) {
      thread.lowest = null;
      thread.isExhausted = false;
    }
  }

  /** Those of `conversations` (null = all) that are open and wait for `show`. */
  outdated(conversations: readonly ConversationId[] | null): ConversationId[] {
    const waiting = [...this.#threads].filter(([, thread]) => thread.lowest === null).map(([id]) => id);
    return conversations === null ? waiting : waiting.filter((id) => conversations.includes(id));
  }

  /**
   * Shows up to {@link THREAD_PAGE} more messages from disk. `above` is the number below which the relay has to be asked
   * where disk has none; null = there is nothing to ask for.
   */
  async extend(conversation: ConversationId): Promise<{ grew: boolean; hasOlder: boolean; above: number | null }> {
    const thread = this.#threads.get(conversation);
    if (thread === undefined || thread.lowest === null) return { grew: false, hasOlder: true, above: null };
    const upserts = await this.#sources.cache().messagesBelow(conversation, thread.lowest, THREAD_PAGE);
    thread.lowest = Math.min(thread.lowest, ...upserts.map((message) => message.number));
    const update = this.#updateOf(conversation, thread, upserts);
    for (const post of thread.followers) post(update);
    const grew = upserts.length > 0;
    return { grew, hasOlder: update.hasOlder, above: !grew && update.hasOlder ? thread.lowest : null };
  }

  /** The relay has nothing older for this session. */
  exhaust(conversation: ConversationId): void {
    const thread = this.#threads.get(conversation);
    if (thread !== undefined) thread.isExhausted = true;
  }

  async #read(conversation: ConversationId, thread: OpenThread): Promise<readonly Message[]> {
    const cache = this.#sources.cache();
    if (thread.lowest !== null) return cache.messagesFrom(conversation, thread.lowest);
    const newest = await cache.messagesBelow(conversation, null, THREAD_PAGE);
    const [entity] = await cache.conversations([conversation]);
    const shown = entity === undefined ? newest : await withLastMessage(cache, entity, newest);
    thread.lowest = Math.min((entity?.lastNumber ?? 0) + 1, ...shown.map((message) => message.number));
    return shown;
  }

  #updateOf(conversation: ConversationId, thread: OpenThread, upserts: readonly Message[]): UpdateOf<'thread'> {
    const hasOlder = !thread.isExhausted && (thread.lowest ?? 0) > 1;
    return {
      topic: 'thread',
      reset: false,
      upserts,
      queued: this.#sources.queuedIn(conversation),
      left: this.#sources.leftIn(conversation),
      hasOlder,
    };
  }
}

/**
 * Messages that were heard late have higher numbers than newer ones (rule S4): the first page reaches down to the
 * conversation's last message, so that no thread opens without what its list row shows. Where disk does not hold all
 * down to there, the page stays as it is, as a thread shows no gap.
 */
async function withLastMessage(
  cache: Cache,
  { id, lastMessage, lastNumber }: Conversation,
  newest: readonly Message[],
): Promise<readonly Message[]> {
  if (lastMessage === null || newest.some(({ number }) => number === lastMessage.number)) return newest;
  const down = await cache.messagesFrom(id, lastMessage.number);
  return down.length === lastNumber - lastMessage.number + 1 ? down : newest;
}
