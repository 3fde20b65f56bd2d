import { expect, test } from 'vitest';

import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { JournalStores } from '../db/journal-stores.ts';
import { seal } from '../db/seal.ts';
import { breakStorage } from '../db/testing/break-storage.ts';
import { freshStorages } from '../db/testing/fresh-storage.ts';
import { ScriptedLog } from './testing/scripted-log.ts';
import { CACHE_KEY, SyncWorld, type PlayedWindow } from './testing/sync-world.ts';

function shopLog(): ScriptedLog {
  const log = new ScriptedLog();
  log.starts(1, 'Ada');
  log.customerWrites(1, 'hello');
  log.starts(2, 'Grace');
  log.customerWrites(2, 'is it open?');
  return log;
}

async function queuedOffline(world: SyncWorld, window: PlayedWindow): Promise<void> {
  world.main.link('connecting');
  await window.until(() => window.status.link?.state === 'connecting');
  await window.sends(1, 'one');
  await window.sends(2, 'two');
}

test('O1 what the journal does not take is not sent, the agent is told, and it goes when the journal takes it', async () => {
  await using world = new SyncWorld();
  const window = await world.openedOn(shopLog());
  await queuedOffline(world, window);
  const mend = breakStorage('put');
  world.main.link('live');
  await window.until(() => window.status.notice === 'journal_failed');
  expect(world.main.commands).toEqual([]);
  expect(await world.main.next('fault')).toMatchObject({ code: 'journal', name: 'QuotaExceededError' });
  mend();
  world.elapse();
  const sent = [await world.main.nextCommand(), await world.main.nextCommand()];
  expect(sent.map((command) => command.body)).toEqual([{ text: 'one' }, { text: 'two' }]);
});

test('O1 an answer that the journal does not take costs no cache, and the command goes again', async () => {
  await using world = new SyncWorld();
  const log = shopLog();
  const window = await world.openedOn(log);
  window.opens(1);
  await window.sends(1, 'one');
  const command = await world.main.nextCommand();
  const mend = breakStorage('put');
  world.main.answer({ id: command.id, outcome: 'stale', code: 'newer_reply', seq: null });
  await window.until(() => window.status.notice !== null);
  mend();
  expect({ cache: window.status.cache, notice: window.status.notice }).toEqual({
    cache: 'ready',
    notice: 'journal_failed',
  });
  world.elapse();
  expect(await world.main.nextCommand()).toEqual(command);
  world.main.answer({ id: command.id, outcome: 'stale', code: 'newer_reply', seq: null });
  await window.until(() => window.queued[0]?.state === 'stale');
});

test('P1 what another version queued and this one cannot read is counted, and the agent is told', async () => {
  const storages = freshStorages();
  const stores = new JournalStores(`echodesk-journal-${CACHE_KEY}`, storages.journal);
  const sealed = seal({ type: 'message.sing' });
  await stores.outbox.put({ order: 1, state: 'waiting', code: null, queuedAt: epochMs(1), epoch: null, sealed });
  stores.close();
  await using world = new SyncWorld(storages);
  const window = await world.openedOn(shopLog());
  expect({ notice: window.status.notice, pending: window.status.pendingSends }).toEqual({
    notice: 'journal_unreadable',
    pending: 1,
  });
  await window.sends(1, 'one');
  expect((await world.main.nextCommand()).body).toEqual({ text: 'one' });
});

test('a draft that can not be read is said to be so, and nothing else suffers', async () => {
  await using world = new SyncWorld();
  const window = await world.openedOn(shopLog());
  const mend = breakStorage('get');
  window.opens(1);
  expect((await world.main.next('fault')).code).toBe('journal');
  mend();
  await window.until(() => window.status.notice === 'journal_failed');
});

test('O1 a row that is done but stays on disk is said to be so', async () => {
  await using world = new SyncWorld();
  const log = shopLog();
  const window = await world.openedOn(log);
  await window.sends(1, 'one');
  const command = await world.main.nextCommand();
  const seq = log.accepts(command);
  breakStorage('delete');
  world.main.answer({ id: command.id, outcome: 'accepted', code: 'done', seq });
  world.main.down(log.frame(log.head - 1, log.head));
  expect((await world.main.next('fault')).code).toBe('journal');
  await window.until(() => window.status.pendingSends === 0);
});
