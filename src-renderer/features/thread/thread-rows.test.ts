import { expect, test } from 'vitest';
import { messageSchema } from '../../../src-shared/domain/message.ts';
import { queuedHandoff, queuedSend } from '../../devtools/queued-seeds.ts';
import { message, type MessageSeed } from '../../devtools/seeds.ts';
import type { ThreadItem } from '../../queries/thread-items.ts';
import { dayNumber } from '../../text/day-distance.ts';
import { threadRows } from './thread-rows.ts';

const dayOf = (at: Parameters<typeof dayNumber>[0]) => dayNumber(at, 'UTC');
const plain = { retry: null, isLeft: false };
const DAY_MINUTES = 24 * 60;

function rowsOf(...seeds: readonly MessageSeed[]) {
  const items = seeds.map((seed, index): ThreadItem => ({
    kind: 'message',
    message: message(index + 1, seed),
    ...plain,
  }));
  return threadRows(items, dayOf);
}

function startsOf(...seeds: readonly MessageSeed[]) {
  return rowsOf(...seeds).map((row) => row.kind === 'message' && row.startsGroup);
}

test('consecutive messages of one author form a group, which another author ends', () => {
  expect(
    startsOf(
      { origin: 'customer', minutesAgo: 9 },
      { origin: 'customer', minutesAgo: 8 },
      { origin: 'agent', person: 1, minutesAgo: 7 },
      { origin: 'agent', person: 1, minutesAgo: 6 },
      { origin: 'agent', person: 2, minutesAgo: 5 },
      { origin: 'phone', minutesAgo: 4 },
      { origin: 'phone', minutesAgo: 3 },
      { origin: 'bot', person: 3, minutesAgo: 2 },
    ),
  ).toEqual([true, false, true, false, true, true, false, true]);
});

test('a pause ends a group', () => {
  expect(startsOf({ minutesAgo: 10 }, { minutesAgo: 5.1 }, { minutesAgo: 0 })).toEqual([true, false, true]);
});

test('each day begins with its line, and with a group', () => {
  const rows = rowsOf({ minutesAgo: DAY_MINUTES }, { minutesAgo: DAY_MINUTES - 1 }, { minutesAgo: 1 });
  expect(rows.map(({ newDay }) => newDay !== null)).toEqual([true, false, true]);
});

test('older messages coming before it leave a row its key', () => {
  const one = rowsOf({ minutesAgo: 5 }).map(({ key }) => key);
  const older: ThreadItem = { kind: 'message', message: message(0, { minutesAgo: 9 }), ...plain };
  const both = threadRows([older, { kind: 'message', message: message(1, { minutesAgo: 5 }), ...plain }], dayOf).map(
    ({ key }) => key,
  );
  expect(both.at(-1)).toBe(one.at(0));
});

test('a queued message keeps its row when the relay has accepted it', () => {
  const entry = queuedSend(7, { state: 'sending', code: null, text: 'Hi' });
  const accepted = messageSchema.parse({
    ...message(5, { origin: 'agent', person: 1, status: 'accepted' }),
    commandId: entry.command.id,
  });
  const before = threadRows([{ kind: 'queued', entry }], dayOf);
  const after = threadRows([{ kind: 'message', message: accepted, ...plain }], dayOf);
  expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key));
});

test('a queued handoff stands alone', () => {
  const rows = threadRows(
    [
      { kind: 'queued', entry: queuedSend(1, { state: 'waiting', code: null, text: 'Hi' }) },
      { kind: 'queued_handoff', entry: queuedHandoff(2, 'waiting') },
      { kind: 'queued', entry: queuedSend(3, { state: 'waiting', code: null, text: 'Ho' }) },
    ],
    dayOf,
  );
  expect(rows.map((row) => [row.kind, 'startsGroup' in row && row.startsGroup])).toEqual([
    ['queued', true],
    ['queued_handoff', false],
    ['queued', true],
  ]);
});
