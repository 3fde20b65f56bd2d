import { Dexie, type Table } from 'dexie';

import type { ConversationId } from '../../src-shared/domain/ids.ts';
import type { DraftRow } from './draft-row.ts';
import { JOURNAL_VERSION } from './journal-version.ts';
import type { LeftRow } from './left-row.ts';
import type { OutboxRow } from './outbox-row.ts';
import type { Storage } from './storage.ts';

/** The tables of what exists nowhere else: strict durability. */
export class JournalStores extends Dexie {
  readonly outbox: Table<OutboxRow, OutboxRow['order']>;
  readonly drafts: Table<DraftRow, ConversationId>;
  readonly left: Table<LeftRow>;

  constructor(name: string, storage: Storage) {
    super(name, { ...storage, chromeTransactionDurability: 'strict', cache: 'disabled' });
    this.version(1).stores({ outbox: '&order', drafts: '&conversation' });
    this.version(JOURNAL_VERSION).stores({ left: '&[epoch+conversation+message+attempt]' });
    this.outbox = this.table('outbox');
    this.drafts = this.table('drafts');
    this.left = this.table('left');
  }
}
