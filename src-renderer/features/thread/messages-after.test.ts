import { expect, test } from 'vitest';
import { queuedSend } from '../../devtools/queued-seeds.ts';
import { message } from '../../devtools/seeds.ts';
import { messagesAfter, threadRows } from './thread-rows.ts';

const plain = { retry: null, isLeft: false };
const rows = threadRows(
  [
    { kind: 'message', message: message(1, {}), ...plain },
    { kind: 'message', message: message(2, {}), ...plain },
    { kind: 'message', message: message(3, {}), ...plain },
    { kind: 'queued', entry: queuedSend(1, { state: 'waiting', code: null, text: 'Hi' }) },
  ],
  () => 1,
);

test('what came below the last message seen is counted, without what this console queued itself', () => {
  expect(rows.map(({ key }) => messagesAfter(rows, key))).toEqual([2, 1, 0, 0]);
});

test('nothing is new where nothing was seen yet', () => {
  expect(messagesAfter(rows, null)).toBe(0);
  expect(messagesAfter(rows, 'gone')).toBe(0);
});
