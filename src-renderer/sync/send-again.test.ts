import { expect, test } from 'vitest';

import { must } from '../../src-shared/lib/must.ts';
import { freshStorages } from '../db/testing/fresh-storage.ts';
import { ScriptedLog } from './testing/scripted-log.ts';
import { idOf, SyncWorld, type PlayedWindow } from './testing/sync-world.ts';

const REPLY = 2;

/** A conversation whose second message is a reply that nobody knows of. */
async function doubtfulLog(): Promise<ScriptedLog> {
  const log = new ScriptedLog();
  log.starts(1, 'Ada');
  log.customerWrites(1, 'is it open?');
  await using world = new SyncWorld();
  const window = await world.openedOn(log);
  await window.sends(1, 'until six');
  log.accepts(await world.main.nextCommand());
  log.statusComes(1, REPLY, 'unknown');
  return log;
}

function attemptsOf(window: PlayedWindow): (string | number | null)[] {
  const { attempt, status } = must(window.messages.get(REPLY), 'reply');
  return [attempt, status, window.queued.map(({ state }) => state).join()];
}

test('O1 what is to be sent again waits for the link, goes with one id, and is settled by its new attempt', async () => {
  await using world = new SyncWorld();
  const log = await doubtfulLog();
  const window = await world.openedOn(log);
  window.opens(1);
  world.main.link('connecting');
  await window.until(() => window.status.link?.state === 'connecting' && window.isThreadReady);
  expect(await window.sendsAgain(1, REPLY)).toEqual({ outcome: 'done' });
  await window.until(() => window.queued.length === 1 && window.status.pendingSends === 1);
  expect({ sent: world.main.commands, attempts: attemptsOf(window) }).toEqual({
    sent: [],
    attempts: [1, 'unknown', 'waiting'],
  });
  world.main.link('live');
  const command = await world.main.nextCommand();
  expect(command).toMatchObject({ type: 'message.retry', basedOn: log.head, body: { message: REPLY, after: 1 } });
  world.main.link('connecting');
  world.main.link('live');
  expect(await world.main.nextCommand()).toEqual(command);

  const seq = log.isSentAgain(command);
  world.main.answer({ id: command.id, outcome: 'accepted', code: 'done', seq });
  world.main.down(log.frame(log.head - 1, log.head));
  await window.until(() => window.queued.length === 0 && window.messages.get(REPLY)?.attempt === 2);
  expect(attemptsOf(window)).toEqual([2, 'accepted', '']);
  await window.until(() => window.status.pendingSends === 0);
});

test('what the relay does not send again is a card, which may be discarded', async () => {
  await using world = new SyncWorld();
  const window = await world.openedOn(await doubtfulLog());
  window.opens(1);
  await window.sendsAgain(1, REPLY);
  const { id } = await world.main.nextCommand();
  world.main.answer({ id, outcome: 'refused', code: 'not_retryable', seq: null });
  await window.until(() => window.queued[0]?.code === 'not_retryable');
  expect(await window.client.call({ call: 'discard', command: id })).toEqual({ outcome: 'done' });
  await window.until(() => window.queued.length === 0 && window.status.pendingSends === 0);
});

test('an attempt that was left is remembered on this device, for this life of the log alone', async () => {
  const storages = freshStorages();
  const log = await doubtfulLog();
  const left = { message: REPLY, attempt: 1 };
  {
    await using world = new SyncWorld(storages);
    const window = await world.openedOn(log);
    window.opens(1);
    await window.until(() => window.isThreadReady);
    const request = { call: 'leave_attempt', conversation: idOf(1), ...left } as const;
    expect(await window.client.call({ ...request, message: must(window.messages.get(REPLY), 'reply').number })).toEqual(
      {
        outcome: 'done',
      },
    );
    await window.until(() => window.left.length === 1);
  }
  await using again = new SyncWorld(storages);
  const window = again.window();
  window.opens(1);
  again.main.profile();
  await window.until(() => window.isThreadReady);
  expect(window.left).toEqual([left]);

  const restored = new ScriptedLog('018f0000-0000-4000-8000-00000000000f');
  restored.starts(1, 'Grace');
  restored.customerWrites(1, 'hello');
  await again.main.next('ready');
  await again.main.giveSnapshot(restored);
  await window.until(() => window.texts.join() === 'hello');
  expect(window.left).toEqual([]);
});
