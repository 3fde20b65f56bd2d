import { expect, test } from 'vitest';

import { must } from '../../src-shared/lib/must.ts';
import { openCache } from '../db/open-cache.ts';
import { CacheStores } from '../db/cache-stores.ts';
import { freshStorages } from '../db/testing/fresh-storage.ts';
import { cacheContent } from './testing/cache-content.ts';
import { ScriptedLog } from './testing/scripted-log.ts';
import { CACHE_KEY, idOf, SyncWorld } from './testing/sync-world.ts';

function shopLog(): ScriptedLog {
  const log = new ScriptedLog();
  log.starts(1, 'Ada');
  log.customerWrites(1, 'hello');
  log.starts(2, 'Grace');
  log.customerWrites(2, 'is it open?');
  return log;
}

test('a first start shows the first page of the snapshot before the last has come', async () => {
  await using world = new SyncWorld();
  const log = shopLog();
  const window = world.window();
  world.main.profile();
  expect((await world.main.next('ready')).cursor).toBeNull();
  world.main.welcome(log, 'snapshot');
  const [first, last] = log.snapshot(1);
  world.main.down(first);
  await window.until(() => window.list.size === 1);
  expect({ cache: window.status.cache, progress: window.status.progress }).toEqual({
    cache: 'loading',
    progress: { loaded: 1, total: 2 },
  });
  world.main.down(last);
  await window.until(() => window.list.size === 2);
  expect({ cache: window.status.cache, progress: window.status.progress }).toEqual({ cache: 'ready', progress: null });
});

test('F1 a live message reaches list and thread, and gives its credit back with its cursor', async () => {
  await using world = new SyncWorld();
  const log = shopLog();
  const window = await world.openedOn(log);
  window.opens(1);
  await window.until(() => window.isThreadReady);
  log.customerWrites(1, 'anyone?');
  world.main.down(log.frame(log.head - 1, log.head), 321);
  await window.until(() => window.list.get(1)?.lastMessage?.text === 'anyone?');
  expect(window.texts).toEqual(['hello', 'anyone?']);
  expect(window.list.get(1)).toEqual(log.conversations.get(1));
  const applied = world.main.heard.findLast((said) => said.kind === 'applied');
  expect(applied).toEqual({ kind: 'applied', cursor: { epoch: log.epoch, seq: log.head }, bytes: 321 });
});

test('after a restart without a relay the inbox is there, and the log is followed from its cursor', async () => {
  const log = shopLog();
  const storages = freshStorages();
  {
    await using world = new SyncWorld(storages);
    await world.openedOn(log);
  }
  await using again = new SyncWorld(storages);
  const window = again.window();
  window.opens(2);
  again.main.profile();
  await window.until(() => window.list.size === 2 && window.isThreadReady);
  expect(window.texts).toEqual(['is it open?']);
  expect((await again.main.next('ready')).cursor).toEqual({ epoch: log.epoch, seq: log.head });
  expect((await again.main.next('unread')).conversations).toBe(2);
});

test('a second window reads the same cache and hears the same changes', async () => {
  await using world = new SyncWorld();
  const log = shopLog();
  const first = await world.openedOn(log);
  const second = world.window();
  await second.until(() => second.list.size === 2);
  log.customerWrites(2, 'hello?');
  world.main.down(log.frame(log.head - 1, log.head));
  await Promise.all([first, second].map((window) => window.until(() => window.list.get(2)?.inboundCount === 2)));
  expect(second.status.link?.state).toBe('live');
});

test('F3 a gap asks for a snapshot; what comes of the old run is let go, and its credit given back', async () => {
  await using world = new SyncWorld();
  const log = shopLog();
  const window = await world.openedOn(log);
  log.customerWrites(1, 'one');
  log.customerWrites(1, 'two');
  world.main.down(log.frame(log.head - 1, log.head), 11);
  expect((await world.main.next('resync')).reason).toBe('gap');
  world.main.down(log.frame(log.head - 1, log.head), 22);
  expect((await world.main.next('applied')).bytes).toBe(11);
  expect((await world.main.next('applied')).bytes).toBe(22);
  await world.main.giveSnapshot(log);
  await window.until(() => window.list.get(1)?.inboundCount === 3);
  expect(world.main.heard.filter((said) => said.kind === 'resync')).toHaveLength(1);
});

test('F1 a welcome of another life of the log asks for a snapshot, which replaces everything', async () => {
  await using world = new SyncWorld();
  const window = await world.openedOn(shopLog());
  const restored = new ScriptedLog('018f0000-0000-4000-8000-00000000000f');
  restored.starts(2, 'Grace');
  restored.customerWrites(2, 'is it open?');
  world.main.welcome(restored, 'frames');
  expect((await world.main.next('resync')).reason).toBe('foreign_epoch');
  await world.main.giveSnapshot(restored);
  await window.until(() => window.list.size === 1);
  expect([...window.list.values()]).toEqual([...restored.conversations.values()]);
});

test('R1 a cache that was deleted is filled again with the same view', async () => {
  const log = shopLog();
  const storages = freshStorages();
  await using before = new SyncWorld(storages);
  const shown = await before.openedOn(log);
  await using after = new SyncWorld({ ...freshStorages(), journal: storages.journal });
  const again = await after.openedOn(log);
  expect(again.list).toEqual(shown.list);
});

test('R2 a cache that breaks under way is made anew, and the agent is told', async () => {
  await using world = new SyncWorld();
  const log = shopLog();
  const window = await world.openedOn(log);
  const stores = new CacheStores(`echodesk-${CACHE_KEY}`, world.storages.cache);
  await stores.table('blocks').update([0, 0], { conversations: [{ status: 'no such status' }] });
  stores.close();
  log.customerWrites(1, 'hello?');
  world.main.down(log.frame(log.head - 1, log.head));
  expect((await world.main.next('resync')).reason).toBe('cache_failed: ZodError');
  await window.until(() => window.status.cache === 'rebuilt');
  expect(window.status.notice).toBe('cache_rebuilt_corrupt');
  const { cache } = await openCache(CACHE_KEY, world.storages.cache);
  expect(await cacheContent(cache)).toEqual({ conversations: [], messages: [], cursor: null });
  cache.close();
  await world.main.giveSnapshot(log);
  await window.until(() => window.list.get(1)?.inboundCount === 2);
  expect(window.status.cache).toBe('ready');
});

test('R2 a cache of a newer console is rebuilt from the relay, and what was queued survives', async () => {
  const log = shopLog();
  const storages = freshStorages();
  {
    await using world = new SyncWorld(storages);
    const window = await world.openedOn(log);
    world.main.link('connecting');
    await window.until(() => window.status.link?.state === 'connecting');
    await window.sends(1, 'yes, until six');
    await window.client.call({ call: 'save_draft', conversation: idOf(2), text: 'one mo' });
  }
  const { cache } = await openCache(CACHE_KEY, storages.cache);
  await cache.writeMeta({ cacheVersion: 999 });
  cache.close();
  await using again = new SyncWorld(storages);
  const window = again.window();
  again.main.profile();
  expect((await again.main.next('ready')).cursor).toBeNull();
  await window.until(() => window.status.profile !== null);
  expect({ notice: window.status.notice, pendingSends: window.status.pendingSends }).toEqual({
    notice: 'cache_rebuilt_newer',
    pendingSends: 1,
  });
  await again.main.giveSnapshot(log);
  window.opens(2);
  await window.until(() => window.draft !== null);
  expect(window.draft).toBe('one mo');
  again.main.link('live');
  const command = await again.main.nextCommand();
  expect(command.body).toEqual({ text: 'yes, until six' });
  await window.client.call({ call: 'dismiss_notice' });
  await window.until(() => window.status.notice === null);
});

test('older messages come from disk first, then from the relay', async () => {
  await using world = new SyncWorld();
  const log = new ScriptedLog();
  log.starts(1, 'Ada');
  for (let number = 1; number <= 120; number += 1) log.customerWrites(1, `message ${number}`);
  const window = world.window();
  world.main.profile();
  await world.main.next('ready');
  world.main.welcome(log, 'snapshot');
  for (const page of log.snapshot(10, 70)) world.main.down(page);
  world.main.link('live');
  await window.until(() => window.list.size === 1 && window.status.link !== null);
  window.opens(1);
  await window.until(() => window.messages.size === 50);
  expect(window.hasOlder).toBe(true);
  const load = () => window.client.call({ call: 'load_older', conversation: idOf(1) });
  expect(await load()).toEqual({ outcome: 'older', hasMore: true });
  expect(window.messages.size).toBe(70);
  const fromRelay = load();
  const { message } = await world.main.next('up');
  if (message.type !== 'read_history') throw new Error('expected a read of history');
  world.main.down(log.historyPage(message));
  expect(await fromRelay).toEqual({ outcome: 'older', hasMore: false });
  expect(window.texts).toEqual(Array.from({ length: 120 }, (_, index) => `message ${index + 1}`));
});

test('S4 a thread opens with its newest message, however many older ones were heard after it', async () => {
  await using world = new SyncWorld();
  const log = shopLog();
  const window = await world.openedOn(log);
  const before = log.head;
  log.customerWrites(1, 'newest');
  for (let late = 0; late < 120; late += 1) log.isHeardLate(1, `late ${late}`, 10_000 - late);
  world.main.down(log.frame(before, log.head));
  await window.until(() => window.list.get(1)?.lastNumber === 122);
  window.opens(1);
  await window.until(() => window.isThreadReady);
  expect(window.texts).toContain('newest');
  expect(window.texts).toHaveLength(121);
});

test('a status that comes while its message is still being fetched is not lost', async () => {
  await using world = new SyncWorld();
  const log = shopLog();
  for (let count = 0; count < 60; count += 1) log.phoneAnswers(1, `answer ${count}`);
  const window = await world.openedOn(log);
  window.opens(1);
  await window.until(() => window.messages.size === 50);
  const loading = window.client.call({ call: 'load_older', conversation: idOf(1) });
  const { message } = await world.main.next('up');
  if (message.type !== 'read_history') throw new Error('expected a read of history');
  const page = log.historyPage(message);
  log.statusComes(1, 2, 'read');
  world.main.down(log.frame(log.head - 1, log.head));
  world.main.down(page);
  await loading;
  expect(window.messages.get(2)).toEqual(must(log.messages.get('1/2'), 'message 2'));
});

test('when the link goes, a wait for older messages ends as offline', async () => {
  await using world = new SyncWorld();
  const log = shopLog();
  for (let count = 0; count < 60; count += 1) log.phoneAnswers(1, `answer ${count}`);
  const window = await world.openedOn(log);
  window.opens(1);
  await window.until(() => window.messages.size === 50);
  const loading = window.client.call({ call: 'load_older', conversation: idOf(1) });
  await world.main.next('up');
  world.main.link('connecting');
  expect(await loading).toEqual({ outcome: 'offline' });
});

test('I1 a call that does not parse is answered as malformed', async () => {
  await using world = new SyncWorld();
  const window = await world.openedOn(shopLog());
  const tooLong = 'x'.repeat(5000);
  expect(await window.sends(1, tooLong)).toMatchObject({ outcome: 'failed', code: 'malformed' });
  expect(window.status.pendingSends).toBe(0);
  expect(await world.main.next('fault')).toEqual({ kind: 'fault', code: 'window_malformed', name: 'ZodError' });
});

test('where no storage opens, windows are told, and what agents do fails', async () => {
  await using world = new SyncWorld(null);
  const window = world.window();
  const saving = window.client.call({ call: 'save_draft', conversation: idOf(1), text: 'hi' });
  world.main.profile();
  expect(await saving).toMatchObject({ outcome: 'failed', code: 'no_profile' });
  await window.until(() => window.status.cache === 'unavailable');
  expect(await world.main.next('fault')).toEqual({ kind: 'fault', code: 'profile_open', name: 'Error' });
  const again = window.client.call({ call: 'save_draft', conversation: idOf(1), text: 'hi' });
  expect(await again).toMatchObject({ outcome: 'failed', code: 'no_profile' });
});

test('when the port to main goes, a window that is still there brings a new one', async () => {
  await using world = new SyncWorld();
  const log = shopLog();
  await world.openedOn(log);
  const second = world.window();
  await second.until(() => second.list.size === 2);
  await world.closeWindow(0);
  world.renewMain();
  world.main.profile();
  expect((await world.main.next('ready')).cursor).toEqual({ epoch: log.epoch, seq: log.head });
  log.customerWrites(2, 'hello?');
  world.main.down(log.frame(log.head - 1, log.head));
  await second.until(() => second.list.get(2)?.inboundCount === 2);
  expect((await world.main.next('unread')).conversations).toBe(2);
});

test('where the relay has nothing older to show, the thread has no older end to ask for', async () => {
  await using world = new SyncWorld();
  const log = shopLog();
  for (let count = 0; count < 60; count += 1) log.phoneAnswers(1, `answer ${count}`);
  const window = await world.openedOn(log);
  window.opens(1);
  await window.until(() => window.messages.size === 50);
  const loading = window.client.call({ call: 'load_older', conversation: idOf(1) });
  const { message } = await world.main.next('up');
  if (message.type !== 'read_history') throw new Error('expected a read of history');
  world.main.down({ ...log.historyPage(message), messages: [], hasMore: false });
  expect(await loading).toEqual({ outcome: 'older', hasMore: false });
  expect(window.hasOlder).toBe(false);
});
