import { expect, test } from 'vitest';

import { must } from '../../src-shared/lib/must.ts';
import { freshStorages } from '../db/testing/fresh-storage.ts';
import { ScriptedLog } from './testing/scripted-log.ts';
import { idOf, SyncWorld, type PlayedWindow } from './testing/sync-world.ts';

function shopLog(): ScriptedLog {
  const log = new ScriptedLog();
  log.starts(1, 'Ada');
  log.customerWrites(1, 'hello');
  log.starts(2, 'Grace');
  log.customerWrites(2, 'is it open?');
  return log;
}

function queuedTexts(window: PlayedWindow): string[] {
  return window.queued.flatMap(({ command, state }) =>
    command.type === 'message.send' ? [`${state}: ${command.body.text}`] : [],
  );
}

test('O1 a reply is queued with what its author had seen, and goes away in the update that brings its message', async () => {
  await using world = new SyncWorld();
  const log = shopLog();
  const window = await world.openedOn(log);
  window.opens(1);
  await window.until(() => window.isThreadReady);
  expect(await window.sends(1, 'hi Ada')).toEqual({ outcome: 'done' });
  const command = await world.main.nextCommand();
  expect({ basedOn: command.basedOn, turn: command.turn, body: command.body }).toEqual({
    basedOn: 2,
    turn: 0,
    body: { text: 'hi Ada' },
  });
  await window.until(() => queuedTexts(window).includes('sending: hi Ada'));
  const seq = log.accepts(command);
  world.main.answer({ id: command.id, outcome: 'accepted', code: 'done', seq });
  world.main.down(log.frame(log.head - 1, log.head));
  const seen: string[] = [];
  await window.until(() => {
    seen.push(`${window.texts.join()} | ${queuedTexts(window).join()}`);
    return window.texts.length === 2;
  });
  expect(seen).toContain('hello | sending: hi Ada');
  expect(seen.at(-1)).toBe('hello,hi Ada | ');
  await window.until(() => window.status.pendingSends === 0);
});

test('O1 in order per conversation, parallel across, the next when the one before is accepted', async () => {
  await using world = new SyncWorld();
  const log = shopLog();
  const window = await world.openedOn(log);
  await window.sends(1, 'one');
  await window.sends(1, 'two');
  await window.sends(2, 'yes');
  const sent = [await world.main.nextCommand(), await world.main.nextCommand()];
  expect(sent.map((command) => command.body)).toEqual([{ text: 'one' }, { text: 'yes' }]);
  world.main.answer({ id: must(sent[0], 'one').id, outcome: 'accepted', code: 'done', seq: log.head + 1 });
  expect((await world.main.nextCommand()).body).toEqual({ text: 'two' });
});

test('O1 nothing leaves while the link is not live; what was under way goes again with the same id', async () => {
  await using world = new SyncWorld();
  const log = shopLog();
  const window = await world.openedOn(log);
  world.main.link('connecting');
  await window.until(() => window.status.link?.state === 'connecting');
  window.opens(1);
  await window.sends(1, 'one');
  await window.until(() => queuedTexts(window).length === 1);
  await window.client.call({ call: 'save_draft', conversation: idOf(2), text: 'meanwhile' });
  expect({ queued: queuedTexts(window), given: world.main.commands }).toEqual({ queued: ['waiting: one'], given: [] });
  world.main.link('live');
  const first = await world.main.nextCommand();
  world.main.link('connecting');
  world.main.link('live');
  expect(await world.main.nextCommand()).toEqual(first);
});

test('O1 after a restart a row that was being sent is sent once more, with the same id', async () => {
  const log = shopLog();
  const storages = freshStorages();
  let first: unknown;
  {
    await using world = new SyncWorld(storages);
    const window = await world.openedOn(log);
    await window.sends(1, 'one');
    first = await world.main.nextCommand();
  }
  await using again = new SyncWorld(storages);
  const window = again.window();
  window.opens(1);
  again.main.profile();
  await again.main.next('ready');
  await window.until(() => queuedTexts(window).length === 1);
  expect(queuedTexts(window)).toEqual(['sending: one']);
  again.main.welcome(log, 'frames');
  again.main.link('live');
  expect(await again.main.nextCommand()).toEqual(first);
  expect(again.main.commands).toHaveLength(1);
});

test('O1 an answer for what the cache already shows removes the row', async () => {
  await using world = new SyncWorld();
  const log = shopLog();
  const window = await world.openedOn(log);
  await window.marksRead(1, 1);
  const command = await world.main.nextCommand();
  log.isRead(1, 1);
  world.main.down(log.frame(log.head - 1, log.head));
  world.main.answer({ id: command.id, outcome: 'accepted', code: 'done', seq: log.head });
  await window.until(() => window.list.get(1)?.readInbound === 1);
  await window.marksRead(1, 1);
  expect((await world.main.nextCommand()).type).toBe('conversation.mark_read');
});

test('O1 an answer that comes before its event lets the row go with the event', async () => {
  await using world = new SyncWorld();
  const log = shopLog();
  const window = await world.openedOn(log);
  const handoff = { ...window.seen(1), type: 'handoff.request', body: { note: 'refund' } } as const;
  await window.client.call({ call: 'queue', intent: handoff });
  const { id } = await world.main.nextCommand();
  world.main.answer({ id, outcome: 'accepted', code: 'done', seq: log.head + 1 });
  log.asksForPerson(1);
  world.main.down(log.frame(log.head - 1, log.head));
  await window.until(() => window.status.pendingSends === 0);
  expect(window.list.get(1)?.handoff).toEqual(log.conversations.get(1)?.handoff);
});

test('a stale reply stays as a card with its code, and holds up what was written after it', async () => {
  await using world = new SyncWorld();
  const log = shopLog();
  const window = await world.openedOn(log);
  window.opens(1);
  await window.sends(1, 'one');
  await window.sends(1, 'two');
  const { id } = await world.main.nextCommand();
  world.main.answer({ id, outcome: 'stale', code: 'newer_reply', seq: null });
  await window.until(() => window.queued[0]?.code === 'newer_reply');
  expect(queuedTexts(window)).toEqual(['stale: one', 'waiting: two']);
  world.main.link('connecting');
  world.main.link('live');
  await window.until(() => window.status.link?.state === 'live');
  expect(world.main.commands).toHaveLength(1);
  expect(window.status.pendingSends).toBe(2);
});

test('sent anyway, a card keeps its place and goes with a new id and what its author sees now', async () => {
  await using world = new SyncWorld();
  const log = shopLog();
  const window = await world.openedOn(log);
  window.opens(1);
  await window.sends(1, 'one');
  await window.sends(1, 'two');
  const stale = await world.main.nextCommand();
  world.main.answer({ id: stale.id, outcome: 'stale', code: 'turn_moved', seq: null });
  await window.until(() => window.queued[0]?.state === 'stale');
  log.phoneAnswers(1, 'hi');
  const now = must(log.conversations.get(1), 'Ada');
  await window.client.call({ call: 'send_anyway', command: stale.id, basedOn: now.asOf, turn: now.turn });
  const again = await world.main.nextCommand();
  expect({ ...again, id: null }).toEqual({ ...stale, id: null, basedOn: now.asOf, turn: now.turn });
  expect(again.id).not.toBe(stale.id);
  await window.until(() => queuedTexts(window).join() === 'sending: one,waiting: two');
  expect(
    await window.client.call({ call: 'send_anyway', command: stale.id, basedOn: now.asOf, turn: now.turn }),
  ).toEqual({
    outcome: 'too_late',
  });
});

test('what waits can be discarded; what the relay may have cannot', async () => {
  await using world = new SyncWorld();
  const log = shopLog();
  const window = await world.openedOn(log);
  window.opens(1);
  await window.sends(1, 'one');
  await window.sends(1, 'two');
  await window.until(() => queuedTexts(window).join() === 'sending: one,waiting: two');
  const [sending, waiting] = window.queued;
  const discard = (entry: typeof sending) =>
    window.client.call({ call: 'discard', command: must(entry, 'entry').command.id });
  expect(await discard(sending)).toEqual({ outcome: 'too_late' });
  expect(await discard(waiting)).toEqual({ outcome: 'done' });
  await window.until(() => queuedTexts(window).join() === 'sending: one');
});

test('edited, a message that waits is the end of the draft on disk; one that the relay may have stays', async () => {
  const log = shopLog();
  const storages = freshStorages();
  {
    await using world = new SyncWorld(storages);
    const window = await world.openedOn(log);
    window.opens(1);
    await window.sends(1, 'one');
    await window.sends(1, 'two');
    await window.until(() => queuedTexts(window).join() === 'sending: one,waiting: two');
    await window.client.call({ call: 'save_draft', conversation: idOf(1), text: 'and' });
    const [sending, waiting] = window.queued;
    const edit = (entry: typeof sending) =>
      window.client.call({ call: 'edit_queued', command: must(entry, 'entry').command.id });
    expect(await edit(sending)).toEqual({ outcome: 'too_late' });
    expect(await edit(waiting)).toEqual({ outcome: 'done' });
    await window.until(() => queuedTexts(window).join() === 'sending: one');
  }
  await using again = new SyncWorld(storages);
  const window = await again.openedOn(log);
  window.opens(1);
  await window.until(() => window.draft !== null && window.isThreadReady);
  expect({ draft: window.draft, queued: queuedTexts(window) }).toEqual({
    draft: 'and\ntwo',
    queued: ['sending: one'],
  });
});

test('queueing a message takes its draft away', async () => {
  await using world = new SyncWorld();
  const window = await world.openedOn(shopLog());
  window.opens(1);
  await window.until(() => window.draft === '');
  await window.client.call({ call: 'save_draft', conversation: idOf(1), text: 'hi A' });
  await window.until(() => window.draft === 'hi A');
  await window.sends(1, 'hi Ada');
  await window.until(() => window.draft === '');
  expect(window.draft).toBe('');
});

test('a snapshot that already holds the message removes its row', async () => {
  const log = shopLog();
  const storages = freshStorages();
  {
    await using world = new SyncWorld(storages);
    const window = await world.openedOn(log);
    await window.sends(1, 'hi Ada');
    log.accepts(await world.main.nextCommand());
  }
  await using again = new SyncWorld({ ...freshStorages(), journal: storages.journal });
  const window = await again.openedOn(log);
  await window.until(() => window.status.pendingSends === 0);
  expect(again.main.commands).toEqual([]);
});
