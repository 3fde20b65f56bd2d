import { Dexie } from 'dexie';
import { expect, test } from 'vitest';

import { commandSchema } from '../../src-shared/domain/command.ts';
import { conversationIdSchema } from '../../src-shared/domain/ids.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { breakStorage } from './testing/break-storage.ts';
import { freshStorage } from './testing/fresh-storage.ts';
import { JournalStores } from './journal-stores.ts';
import { Journal } from './journal.ts';
import { leftRowSchema } from './left-row.ts';
import { toOutboxRow, type JournalEntry } from './outbox-row.ts';
import { seal } from './seal.ts';

const KEY = 'b'.repeat(32);
const ada = conversationIdSchema.parse(1);

const leftAttempt = leftRowSchema.parse({
  epoch: '018f0000-0000-4000-8000-000000000001',
  conversation: 1,
  message: 4,
  attempt: 1,
});

function entryAt(order: number): JournalEntry {
  const command = commandSchema.parse({
    id: `018f0000-0000-7000-8000-00000000000${order}`,
    workspaceId: 1,
    conversation: 1,
    basedOn: 4,
    turn: 0,
    type: 'message.send',
    body: { text: `text ${order}` },
  });
  return { command, state: 'waiting', code: null, queuedAt: epochMs(1000), order, epoch: null };
}

test('entries come back in the order queued', async () => {
  const storage = freshStorage();
  const journal = await Journal.open(KEY, storage);
  await journal.putEntry(entryAt(2));
  await journal.putEntry(entryAt(1));
  journal.close();
  const again = await Journal.open(KEY, storage);
  expect(await again.readOutbox()).toEqual({ entries: [entryAt(1), entryAt(2)], unreadable: 0, lastOrder: 2 });
});

test('P1 an entry that only a newer console can read is counted and left for it, and its place is not taken', async () => {
  const storage = freshStorage();
  const stores = new JournalStores(`echodesk-journal-${KEY}`, storage);
  await stores.outbox.put({
    order: 5,
    state: 'waiting',
    code: null,
    queuedAt: epochMs(1),
    epoch: null,
    sealed: seal({ type: 'message.sing' }),
  });
  stores.close();
  const journal = await Journal.open(KEY, storage);
  expect(await journal.readOutbox()).toEqual({ entries: [], unreadable: 1, lastOrder: 5 });
  await journal.putEntry(entryAt(6));
  expect((await journal.readOutbox()).entries).toEqual([entryAt(6)]);
});

test('an entry that becomes a draft is never neither', async () => {
  const journal = await Journal.open(KEY, freshStorage());
  await journal.putEntry(entryAt(1));
  const mend = breakStorage('delete');
  await expect(journal.moveEntryToDraft(1, { conversation: ada, text: 'text 1' })).rejects.toThrow('the disk is full');
  mend();
  expect({ draft: await journal.readDraft(ada), ...(await journal.readOutbox()) }).toMatchObject({
    draft: '',
    entries: [entryAt(1)],
  });
  await journal.moveEntryToDraft(1, { conversation: ada, text: 'text 1' });
  expect({ draft: await journal.readDraft(ada), ...(await journal.readOutbox()) }).toMatchObject({
    draft: 'text 1',
    entries: [],
  });
});

test('P1 a journal of the first version keeps what it holds and takes what is new', async () => {
  const storage = freshStorage();
  const first = new Dexie(`echodesk-journal-${KEY}`, storage);
  first.version(1).stores({ outbox: '&order', drafts: '&conversation' });
  await first.table('outbox').put(toOutboxRow(entryAt(1)));
  first.close();
  const journal = await Journal.open(KEY, storage);
  expect((await journal.readOutbox()).entries).toEqual([entryAt(1)]);
  await journal.putLeft(leftAttempt);
  await journal.putLeft(leftAttempt);
  journal.close();
  const again = await Journal.open(KEY, storage);
  expect(await again.readLeft()).toEqual([leftAttempt]);
});

test('an entry and the loss of its draft are one', async () => {
  const journal = await Journal.open(KEY, freshStorage());
  await journal.saveDraft(ada, 'text 1');
  expect(await journal.readDraft(ada)).toBe('text 1');
  await journal.putEntryInPlaceOfDraft(entryAt(1));
  expect(await journal.readDraft(ada)).toBe('');
});
