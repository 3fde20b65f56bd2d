import { Dexie } from 'dexie';

import type { Conversation } from '../../src-shared/domain/conversation.ts';
import { cursorSchema, type Cursor } from '../../src-shared/domain/cursor.ts';
import type { ConversationId, MessageNumber } from '../../src-shared/domain/ids.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import type { CacheStores } from './cache-stores.ts';
import { fromConversationRow, toConversationRow } from './conversation-row.ts';
import { fromMessageRow, toMessageRow } from './message-row.ts';
import { metaSchema, type Meta } from './meta-row.ts';

export type MessageKey = readonly [ConversationId, MessageNumber];

/** A place in the list, newest activity first. */
export type ListPlace = Pick<Conversation, 'lastActivityAt' | 'id'>;

/**
 * The cache of one profile: entities in, entities out; rows stay inside. Reads parse what they find and throw where it
 * is not what was written, which whoever holds the cache takes as corruption. `transact` makes everything inside it one
 * transaction; nothing but the cache may be awaited there.
 */
export class Cache {
  readonly #stores: CacheStores;

  constructor(stores: CacheStores) {
    this.#stores = stores;
  }

  close(): void {
    this.#stores.close();
  }

  /** Commits all or, when `work` throws, nothing. */
  transact<Result>(work: () => Promise<Result>): Promise<Result> {
    const { conversations, messages, meta } = this.#stores;
    return this.#stores.transaction('rw', conversations, messages, meta, work);
  }

  async readMeta(): Promise<Meta> {
    const rows = await this.#stores.meta.toArray();
    return metaSchema.parse(Object.fromEntries(rows.map((row) => [row.field, row.value])));
  }

  /** `cursor` alone of {@link readMeta}. */
  async readCursor(): Promise<Cursor | null> {
    const row = await this.#stores.meta.get('cursor');
    return row === undefined ? null : cursorSchema.parse(row.value);
  }

  /** Writes the fields given; undefined removes one. */
  async writeMeta(changes: Meta): Promise<void> {
    const { meta } = this.#stores;
    for (const field of metaSchema.keyof().options) {
      if (!(field in changes)) continue;
      const value = changes[field];
      await (value === undefined ? meta.delete(field) : meta.put({ field, value }));
    }
  }

  async conversations(ids: readonly ConversationId[]): Promise<(Conversation | undefined)[]> {
    const rows = await this.#stores.conversations.bulkGet([...ids]);
    return rows.map((row) => (row === undefined ? undefined : fromConversationRow(row)));
  }

  /** Up to `limit` conversations that stand after `place` in the list; null = from the top. */
  async conversationsAfter(place: ListPlace | null, limit: number): Promise<Conversation[]> {
    const { conversations } = this.#stores;
    const after =
      place === null
        ? conversations.orderBy('[lastActivityAt+id]')
        : conversations.where('[lastActivityAt+id]').below([place.lastActivityAt, place.id]);
    const rows = await after.reverse().limit(limit).toArray();
    return rows.map(fromConversationRow);
  }

  async messages(keys: readonly MessageKey[]): Promise<(Message | undefined)[]> {
    const rows = await this.#stores.messages.bulkGet(keys.map(([conversation, number]) => [conversation, number]));
    return rows.map((row) => (row === undefined ? undefined : fromMessageRow(row)));
  }

  /** Up to `limit` messages numbered below `below` (null = no bound), highest number first. */
  async messagesBelow(conversation: ConversationId, below: number | null, limit: number): Promise<Message[]> {
    const rows = await this.#stores.messages
      .where('[conversation+number]')
      .between([conversation, Dexie.minKey], [conversation, below ?? Dexie.maxKey], true, false)
      .reverse()
      .limit(limit)
      .toArray();
    return rows.map(fromMessageRow);
  }

  /** All messages numbered from `from` on. */
  async messagesFrom(conversation: ConversationId, from: number): Promise<Message[]> {
    const rows = await this.#stores.messages
      .where('[conversation+number]')
      .between([conversation, from], [conversation, Dexie.maxKey])
      .toArray();
    return rows.map(fromMessageRow);
  }

  async putConversations(conversations: readonly Conversation[]): Promise<void> {
    await this.#stores.conversations.bulkPut(conversations.map(toConversationRow));
  }

  async putMessages(messages: readonly Message[]): Promise<void> {
    await this.#stores.messages.bulkPut(messages.map(toMessageRow));
  }

  /** Removes every conversation and message. */
  async clearRows(): Promise<void> {
    await this.#stores.conversations.clear();
    await this.#stores.messages.clear();
  }
}
