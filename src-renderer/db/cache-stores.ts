import { Dexie, type Table } from 'dexie';

import type { ConversationId, MessageNumber } from '../../src-shared/domain/ids.ts';
import type { ConversationRow } from './conversation-row.ts';
import type { MessageRow } from './message-row.ts';
import type { Meta, MetaRow } from './meta-row.ts';
import type { Storage } from './storage.ts';

/** The tables of the cache. Durability is relaxed: the relay's log is the durable copy. */
export class CacheStores extends Dexie {
  readonly conversations: Table<ConversationRow, ConversationId>;
  readonly messages: Table<MessageRow, [ConversationId, MessageNumber]>;
  readonly meta: Table<MetaRow, keyof Meta>;

  constructor(name: string, storage: Storage) {
    super(name, { ...storage, chromeTransactionDurability: 'relaxed', cache: 'disabled' });
    this.version(1).stores({
      conversations: '&id, [lastActivityAt+id]',
      messages: '&[conversation+number]',
      meta: '&field',
    });
    this.conversations = this.table('conversations');
    this.messages = this.table('messages');
    this.meta = this.table('meta');
  }
}
