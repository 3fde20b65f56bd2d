import { Dexie } from 'dexie';

import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { ConversationId } from '../../src-shared/domain/ids.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import {
  fromBlockRow,
  messagesOfBlock,
  toBlockMessagesRow,
  toBlockRow,
  type BlockKey,
  type SnapshotEntry,
} from './block-row.ts';
import type { CacheStores } from './cache-stores.ts';

/** What a block holds at most, except that a conversation is never split. */
const MOST_CONVERSATIONS = 25;
const MOST_MESSAGES = 100;

/**
 * The snapshot as it came, some conversations to a record. IndexedDB costs per record and not per byte: a row per
 * message took five times as long. A block is never changed; what changes afterwards stands in rows, which win.
 */
export class Blocks {
  readonly #stores: CacheStores;

  constructor(stores: CacheStores) {
    this.#stores = stores;
  }

  /** Adds one page of a snapshot. */
  async add(page: number, entries: readonly SnapshotEntry[]): Promise<void> {
    const parts = cutIntoBlocks(entries);
    await this.#stores.blocks.bulkPut(parts.map((part, index) => toBlockRow([page, index], part)));
    await this.#stores.blockMessages.bulkPut(parts.map((part, index) => toBlockMessagesRow([page, index], part)));
  }

  async clear(): Promise<void> {
    await this.#stores.blocks.clear();
    await this.#stores.blockMessages.clear();
  }

  async conversations(ids: readonly ConversationId[]): Promise<ReadonlyMap<ConversationId, Conversation>> {
    if (ids.length === 0) return new Map();
    const wanted = new Set(ids);
    const rows = await this.#stores.blocks
      .where('members')
      .anyOf([...wanted])
      .distinct()
      .toArray();
    const found = rows.flatMap((row) => fromBlockRow(row).conversations).filter(({ id }) => wanted.has(id));
    return new Map(found.map((conversation) => [conversation.id, conversation]));
  }

  async messages(conversation: ConversationId): Promise<readonly Message[]> {
    const [key] = await this.#stores.blocks.where('members').equals(conversation).primaryKeys();
    const row = key === undefined ? undefined : await this.#stores.blockMessages.get(key);
    return row === undefined ? [] : messagesOfBlock(row, conversation);
  }

  /** At least `count` conversations that stand after block `key` (null = from the top), and the last block of them. */
  async after(key: BlockKey | null, count: number): Promise<{ conversations: Conversation[]; last: BlockKey | null }> {
    const rows = await this.#stores.blocks
      .where('[page+part]')
      .above(key ?? [Dexie.minKey, Dexie.minKey])
      .limit(Math.ceil(count / MOST_CONVERSATIONS))
      .toArray();
    const blocks = rows.map(fromBlockRow);
    return { conversations: blocks.flatMap(({ conversations }) => conversations), last: blocks.at(-1)?.key ?? null };
  }
}

function cutIntoBlocks(entries: readonly SnapshotEntry[]): readonly (readonly SnapshotEntry[])[] {
  const blocks: SnapshotEntry[][] = [];
  let messages = 0;
  for (const entry of entries) {
    const block = blocks.at(-1);
    messages += entry.messages.length;
    if (block !== undefined && block.length < MOST_CONVERSATIONS && messages <= MOST_MESSAGES) block.push(entry);
    else {
      blocks.push([entry]);
      messages = entry.messages.length;
    }
  }
  return blocks;
}
