import { Dexie } from 'dexie';

import type { Conversation } from '../../src-shared/domain/conversation.ts';
import { cursorSchema, type Cursor } from '../../src-shared/domain/cursor.ts';
import type { ConversationId, MessageNumber } from '../../src-shared/domain/ids.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import type { BlockKey, SnapshotEntry } from './block-row.ts';
import { Blocks } from './blocks.ts';
import type { CacheStores } from './cache-stores.ts';
import { fromConversationRow, toConversationRow } from './conversation-row.ts';
import { fromMessageRow, toMessageRow } from './message-row.ts';
import { metaSchema, type Meta } from './meta-row.ts';

export type MessageKey = readonly [ConversationId, MessageNumber];

/** A place in the way through the list: first the rows, newest activity first, then the blocks of the snapshot. */
export type ListPlace =
  | ({ readonly within: 'rows' } & Pick<Conversation, 'lastActivityAt' | 'id'>)
  | { readonly within: 'blocks'; readonly after: BlockKey | null };

/** `next`: where to go on; null = that was all. */
export type ListChunk = { readonly conversations: readonly Conversation[]; readonly next: ListPlace | null };

/**
 * The cache of one profile: entities in, entities out; rows stay inside. Reads parse what they find and throw where it
 * is not what was written, which whoever holds the cache takes as corruption. `transact` makes everything inside it one
 * transaction; nothing but the cache may be awaited there.
 */
export class Cache {
  readonly #stores: CacheStores;
  readonly #blocks: Blocks;

  constructor(stores: CacheStores) {
    this.#stores = stores;
    this.#blocks = new Blocks(stores);
  }

  close(): void {
    this.#stores.close();
  }

  /** Commits all or, when `work` throws, nothing. */
  transact<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#stores.transaction('rw', this.#stores.tables, work);
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
    const missing = ids.filter((_id, index) => rows[index] === undefined);
    const sealed = await this.#blocks.conversations(missing);
    return ids.map((id, index) => {
      const row = rows[index];
      return row === undefined ? sealed.get(id) : fromConversationRow(row);
    });
  }

  /**
   * About `limit` conversations from `place` on (null = the beginning), at least one unless `next` is null. One that has
   * changed since the snapshot comes as a row and, later and older, as part of its block: the higher `asOf` holds.
   */
  async listFrom(place: ListPlace | null, limit: number): Promise<ListChunk> {
    if (place?.within === 'blocks') return this.#blocksFrom(place.after, limit);
    const rows = await this.#rowsAfter(place, limit);
    const last = rows.at(-1);
    if (rows.length === limit && last !== undefined) {
      return { conversations: rows, next: { within: 'rows', lastActivityAt: last.lastActivityAt, id: last.id } };
    }
    const { conversations, next } = await this.#blocksFrom(null, limit - rows.length);
    return { conversations: [...rows, ...conversations], next };
  }

  async messages(keys: readonly MessageKey[]): Promise<(Message | undefined)[]> {
    const rows = await this.#stores.messages.bulkGet(keys.map(([conversation, number]) => [conversation, number]));
    const incomplete = new Set(keys.filter((_key, index) => rows[index] === undefined).map(([id]) => id));
    const sealed = new Map(
      await Promise.all([...incomplete].map(async (id) => [id, await this.#blocks.messages(id)] as const)),
    );
    return keys.map(([id, number], index) => {
      const row = rows[index];
      return row === undefined ? sealed.get(id)?.find((message) => message.number === number) : fromMessageRow(row);
    });
  }

  /** Up to `limit` messages numbered below `below` (null = no bound), highest number first. */
  async messagesBelow(conversation: ConversationId, below: number | null, limit: number): Promise<Message[]> {
    const rows = await this.#stores.messages
      .where('[conversation+number]')
      .between([conversation, Dexie.minKey], [conversation, below ?? Dexie.maxKey], true, false)
      .reverse()
      .limit(limit)
      .toArray();
    const sealed = await this.#blocks.messages(conversation);
    const candidates = below === null ? sealed : sealed.filter(({ number }) => number < below);
    return withRows(candidates, rows.map(fromMessageRow)).toReversed().slice(0, limit);
  }

  /** All messages numbered from `from` on. */
  async messagesFrom(conversation: ConversationId, from: number): Promise<Message[]> {
    const rows = await this.#stores.messages
      .where('[conversation+number]')
      .between([conversation, from], [conversation, Dexie.maxKey])
      .toArray();
    const sealed = await this.#blocks.messages(conversation);
    return withRows(
      sealed.filter(({ number }) => number >= from),
      rows.map(fromMessageRow),
    );
  }

  /** Page `page` of a snapshot, which holds nobody whom an earlier page holds. */
  async putSnapshotPage(page: number, entries: readonly SnapshotEntry[]): Promise<void> {
    await this.#blocks.add(page, entries);
  }

  async putConversations(conversations: readonly Conversation[]): Promise<void> {
    await this.#stores.conversations.bulkPut(conversations.map(toConversationRow));
  }

  async putMessages(messages: readonly Message[]): Promise<void> {
    await this.#stores.messages.bulkPut(messages.map(toMessageRow));
  }

  /** Removes every conversation and message, in rows and blocks. */
  async clearRows(): Promise<void> {
    await this.#stores.conversations.clear();
    await this.#stores.messages.clear();
    await this.#blocks.clear();
  }

  async #rowsAfter(place: Extract<ListPlace, { within: 'rows' }> | null, limit: number): Promise<Conversation[]> {
    const { conversations } = this.#stores;
    const after =
      place === null
        ? conversations.orderBy('[lastActivityAt+id]')
        : conversations.where('[lastActivityAt+id]').below([place.lastActivityAt, place.id]);
    const rows = await after.reverse().limit(limit).toArray();
    return rows.map(fromConversationRow);
  }

  async #blocksFrom(after: BlockKey | null, limit: number): Promise<ListChunk> {
    const { conversations, last } = await this.#blocks.after(after, limit);
    return { conversations, next: last === null ? null : { within: 'blocks', after: last } };
  }
}

/** `sealed` with `rows` in their places, by number: what is known better wins. */
function withRows(sealed: readonly Message[], rows: readonly Message[]): Message[] {
  const inOrder = [...sealed, ...rows].toSorted((left, right) => left.asOf - right.asOf);
  const byNumber = new Map(inOrder.map((message) => [message.number, message]));
  return [...byNumber.values()].toSorted((left, right) => left.number - right.number);
}
