import { expect, test } from 'vitest';

import { messageSchema, type Message } from '../../src-shared/domain/message.ts';
import {
  queuedHandoffSchema,
  queuedRetrySchema,
  queuedSendSchema,
  type QueuedRetry,
} from '../../src-shared/domain/outbox-entry.ts';
import { threadItems, type ThreadItem } from './thread-items.ts';

const COMMAND = '018f0000-0000-7000-8000-000000000001';

function message(number: number, sentAt: number, commandId: string | null = null): Message {
  return messageSchema.parse({
    workspaceId: 1,
    conversation: 1,
    number,
    direction: 'outbound',
    origin: 'agent',
    person: 7,
    kind: 'text',
    text: 'hi',
    sentAt,
    receivedAt: sentAt,
    status: 'accepted',
    attempt: 1,
    failureCode: null,
    commandId,
    seq: number,
    asOf: number,
  });
}

const common = { id: COMMAND, workspaceId: 1, conversation: 1, basedOn: 1, turn: 0 };
const send = queuedSendSchema.parse({
  command: { ...common, type: 'message.send', body: { text: 'hi' } },
  state: 'waiting',
  code: null,
  queuedAt: 5,
});
const handoff = queuedHandoffSchema.parse({
  command: { ...common, id: COMMAND.replace(/1$/, '2'), type: 'handoff.request', body: { note: '' } },
  state: 'waiting',
  code: null,
  queuedAt: 6,
});

function retryOf(number: number, state: QueuedRetry['state']): QueuedRetry {
  const body = { message: number, after: 1 };
  const command = { ...common, id: COMMAND.replace(/1$/, '3'), type: 'message.retry', body };
  return queuedRetrySchema.parse({ command, state, code: null, queuedAt: 7 });
}

function names(items: readonly ThreadItem[]): string[] {
  return items.map((item) => (item.kind === 'message' ? `message ${item.message.number}` : item.kind));
}

test('S4 messages stand in the order of the provider, then by number; what is queued stands behind them', () => {
  const items = threadItems([message(3, 2000), message(2, 1000), message(1, 2000)], {
    queued: [send, handoff],
    left: [],
  });
  expect(names(items)).toEqual(['message 2', 'message 1', 'message 3', 'queued', 'queued_handoff']);
});

test('O1 what is queued is not shown beside its own message', () => {
  expect(names(threadItems([message(1, 1000, COMMAND)], { queued: [send, handoff], left: [] }))).toEqual([
    'message 1',
    'queued_handoff',
  ]);
});

test('O1 what is to be sent again stands at its message until the next attempt is there', () => {
  const retry = retryOf(1, 'sending');
  const retries = (attempt: number) =>
    threadItems([{ ...message(1, 1000), attempt }, message(2, 2000)], { queued: [retry], left: [] }).map((item) =>
      item.kind === 'message' ? item.retry : item.kind,
    );
  expect(retries(1)).toEqual([retry, null]);
  expect(retries(2)).toEqual([null, null]);
});

test('what was not sent again is a row of its own, with the words of its message where they are known', () => {
  const queued = [retryOf(1, 'refused'), send];
  const items = threadItems([message(1, 1000)], { queued, left: [] });
  expect(items.map((item) => (item.kind === 'queued_retry' ? item.text : item.kind))).toEqual([
    'message',
    'hi',
    'queued',
  ]);
  expect(items[0]).toMatchObject({ retry: null });
  expect(threadItems([], { queued, left: [] })[0]).toMatchObject({ kind: 'queued_retry', text: null });
});

test('an attempt that was left is marked, and the next one is not', () => {
  const left = [{ message: message(1, 0).number, attempt: 1 }];
  const marks = [1, 2].map((attempt) => threadItems([{ ...message(1, 1000), attempt }], { queued: [], left })[0]);
  expect(marks.map((item) => item?.kind === 'message' && item.isLeft)).toEqual([true, false]);
});
