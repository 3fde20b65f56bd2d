import { Dexie, type Table } from 'dexie';

import type { ConversationId, MessageNumber } from '../../src-shared/domain/ids.ts';
import type { BlockKey, BlockMessagesRow, BlockRow } from './block-row.ts';
import type { ConversationRow } from './conversation-row.ts';
import type { MessageRow } from './message-row.ts';
import type { Meta, MetaRow } from './meta-row.ts';
import type { Storage } from './storage.ts';

/** The tables of the cache. Durability is relaxed: the relay's log is the durable copy. */
export class CacheStores extends Dexie {
  readonly conversations: Table<ConversationRow, ConversationId>;
  readonly messages: Table<MessageRow, [ConversationId, MessageNumber]>;
  readonly blocks: Table<BlockRow, BlockKey>;
  readonly blockMessages: Table<BlockMessagesRow, BlockKey>;
  readonly meta: Table<MetaRow, keyof Meta>;

  constructor(name: string, storage: Storage) {
    super(name, { ...storage, chromeTransactionDurability: 'relaxed', cache: 'disabled' });
    this.version(1).stores({
      conversations: '&id, [lastActivityAt+id]',
      messages: '&[conversation+number]',
      meta: '&field',
    });
    this.version(2).stores({ blocks: '&[page+part], *members', blockMessages: '&[page+part]' });
    this.conversations = this.table('conversations');
    this.messages = this.table('messages');
    this.blocks = this.table('blocks');
    this.blockMessages = this.table('blockMessages');
    this.meta = this.table('meta');
  }
}
