import { expect, test } from 'vitest';

import { must } from '../../src-shared/lib/must.ts';
import { freshStorages } from '../db/testing/fresh-storage.ts';
import { ScriptedLog } from './testing/scripted-log.ts';
import { SyncWorld, type PlayedWindow } from './testing/sync-world.ts';

function logOf(customer: string, epoch?: string): ScriptedLog {
  const log = new ScriptedLog(epoch);
  log.starts(1, customer);
  log.customerWrites(1, 'hello');
  return log;
}

const restoredLog = (customer: string) => logOf(customer, '018f0000-0000-4000-8000-00000000000f');

async function restore(world: SyncWorld, window: PlayedWindow, log: ScriptedLog): Promise<void> {
  world.main.link('connecting');
  world.main.welcome(log, 'frames');
  world.main.link('live');
  await world.main.next('resync');
  await world.main.giveSnapshot(log);
  await window.until(() => window.status.link?.state === 'live' && window.status.cache === 'ready');
}

function cards(window: PlayedWindow): string[] {
  return window.queued.map(({ command, state, code }) => `${command.type} ${state} ${code}`);
}

test('O3 what was queued for another life of the log is not sent; the agent decides, and then it goes as seen now', async () => {
  await using world = new SyncWorld();
  const window = await world.openedOn(logOf('Ada'));
  window.opens(1);
  world.main.link('connecting');
  await window.until(() => window.status.link?.state === 'connecting');
  await window.sends(1, 'your order has come');
  await window.client.call({
    call: 'queue',
    intent: { ...window.seen(1), type: 'handoff.request', body: { note: '' } },
  });
  await window.sendsAgain(1, 1);
  await window.marksRead(1, 1);
  const restored = restoredLog('Grace');
  await restore(world, window, restored);
  await window.until(() => window.queued.length === 3 && window.queued.every(({ state }) => state === 'stale'));
  expect(cards(window)).toEqual([
    'message.send stale relay_restored',
    'handoff.request stale relay_restored',
    'message.retry stale relay_restored',
  ]);
  expect({ sent: world.main.commands, pending: window.status.pendingSends }).toEqual({ sent: [], pending: 3 });

  await window.until(() => window.list.get(1)?.name === 'Grace');
  const { basedOn, turn } = window.seen(1);
  const card = must(window.queued[0], 'card');
  await window.client.call({ call: 'send_anyway', command: card.command.id, basedOn, turn });
  const sent = await world.main.nextCommand();
  expect({ ...sent, id: null }).toEqual({ ...card.command, id: null, basedOn, turn });
});

test('O3 what the relay had accepted before it was restored is not taken for done', async () => {
  await using world = new SyncWorld();
  const log = logOf('Ada');
  const window = await world.openedOn(log);
  window.opens(1);
  await window.sends(1, 'your order has come');
  const { id } = await world.main.nextCommand();
  world.main.answer({ id, outcome: 'accepted', code: 'done', seq: log.head + 1 });
  const restored = restoredLog('Grace');
  restored.customerWrites(1, 'anyone?');
  await restore(world, window, restored);
  await window.until(() => window.queued[0]?.state === 'stale');
  expect(cards(window)).toEqual(['message.send stale relay_restored']);
  expect(world.main.commands).toHaveLength(1);
});

test('O3 what waits on disk for another life of the log is counted even where its conversation is gone', async () => {
  const storages = freshStorages();
  {
    await using world = new SyncWorld(storages);
    const window = await world.openedOn(logOf('Ada'));
    world.main.link('connecting');
    await window.until(() => window.status.link?.state === 'connecting');
    await window.sends(1, 'your order has come');
  }
  await using again = new SyncWorld(storages);
  const empty = new ScriptedLog('018f0000-0000-4000-8000-00000000000f');
  empty.starts(2, 'Grace');
  const window = again.window();
  again.main.profile();
  await again.main.next('ready');
  await restore(again, window, empty);
  expect({ sent: again.main.commands, pending: window.status.pendingSends }).toEqual({ sent: [], pending: 1 });
});
