import type { ConversationId } from '../../src-shared/domain/ids.ts';
import { fromDraftRow, toDraftRow } from './draft-row.ts';
import { JournalStores } from './journal-stores.ts';
import { fromLeftRow, type LeftRow } from './left-row.ts';
import { fromOutboxRow, toOutboxRow, type JournalEntry } from './outbox-row.ts';
import type { Storage } from './storage.ts';

/**
 * What an agent has written and the relay has not taken yet: outbox and drafts; and what the agent has decided for this
 * device alone. It exists nowhere else, so it lies apart from the cache, is never deleted with it, and every write is on disk when its promise resolves.
 */
export class Journal {
  readonly #stores: JournalStores;

  private constructor(stores: JournalStores) {
    this.#stores = stores;
  }

  static async open(cacheKey: string, storage: Storage): Promise<Journal> {
    const stores = new JournalStores(`echodesk-journal-${cacheKey}`, storage);
    await stores.open();
    return new Journal(stores);
  }

  close(): void {
    this.#stores.close();
  }

  /**
   * Entries in the order queued, how many more are there that this version can't read, and the highest place used by any
   * of them.
   */
  async readOutbox(): Promise<{ entries: JournalEntry[]; unreadable: number; lastOrder: number }> {
    const rows = await this.#stores.outbox.orderBy('order').toArray();
    const entries = rows.map(fromOutboxRow).filter((entry) => entry !== null);
    return { entries, unreadable: rows.length - entries.length, lastOrder: rows.at(-1)?.order ?? 0 };
  }

  /** Writes an entry at its place, over whatever stood there. */
  async putEntry(entry: JournalEntry): Promise<void> {
    await this.#stores.outbox.put(toOutboxRow(entry));
  }

  /** Writes an entry and removes the draft that it came from. */
  async putEntryInPlaceOfDraft(entry: JournalEntry): Promise<void> {
    const { outbox, drafts } = this.#stores;
    await this.#stores.transaction('rw', outbox, drafts, async () => {
      await outbox.put(toOutboxRow(entry));
      await drafts.delete(entry.command.conversation);
    });
  }

  /** Removes the entry at `order`, and puts its text at the end of the draft, both or neither. */
  async moveEntryToDraft(order: number, { conversation, text }: { conversation: ConversationId; text: string }) {
    const { outbox, drafts } = this.#stores;
    await this.#stores.transaction('rw', outbox, drafts, async () => {
      const begun = await this.readDraft(conversation);
      await drafts.put(toDraftRow(conversation, begun.trim() === '' ? text : `${begun}\n${text}`));
      await outbox.delete(order);
    });
  }

  async removeEntries(orders: readonly number[]): Promise<void> {
    await this.#stores.outbox.bulkDelete([...orders]);
  }

  async readLeft(): Promise<LeftRow[]> {
    const rows = await this.#stores.left.toArray();
    return rows.map(fromLeftRow).filter((row) => row !== null);
  }

  /** May be repeated freely. */
  async putLeft(row: LeftRow): Promise<void> {
    await this.#stores.left.put(row);
  }

  /** '' where there is none. */
  async readDraft(conversation: ConversationId): Promise<string> {
    const row = await this.#stores.drafts.get(conversation);
    return row === undefined ? '' : fromDraftRow(row);
  }

  /** '' removes it. */
  async saveDraft(conversation: ConversationId, text: string): Promise<void> {
    const { drafts } = this.#stores;
    await (text === '' ? drafts.delete(conversation) : drafts.put(toDraftRow(conversation, text)));
  }
}
