import { expect, test } from 'vitest';

import { conversationIdSchema, seqSchema } from '../../src-shared/domain/ids.ts';
import { silentLog } from '../testing/silent-log.ts';
import { AlertBoard, type NotificationOrder } from './alert-board.ts';
import { alertBody } from './alert-body.ts';

const conversation = conversationIdSchema.parse(12);
const other = conversationIdSchema.parse(13);

function raise(seq: number, note: string | null, where = conversation) {
  return { kind: 'raise', alert: { seq: seqSchema.parse(seq), conversation: where, note } } as const;
}

function boardOf(platform: NodeJS.Platform = 'linux') {
  const shown: NotificationOrder[] = [];
  const closed: NotificationOrder[] = [];
  const opened: number[] = [];
  const board = new AlertBoard({
    show: (order) => {
      shown.push(order);
      return { close: () => closed.push(order) };
    },
    text: (id) => id,
    platform,
    open: (id) => opened.push(id),
    log: silentLog,
  });
  return { board, shown, closed, opened };
}

test('a handoff is shown with its note, and a click opens the conversation', () => {
  const { board, closed, opened, shown } = boardOf();
  board.apply(raise(5, 'Refund?'));
  expect(shown).toMatchObject([{ title: 'notification.handoff.title', body: 'Refund?' }]);
  shown[0]?.onClick();
  expect(opened).toEqual([12]);
  expect(closed).toHaveLength(1);
});

test.each([null, '', '  '])('without a note (%j) it says what to do', (note) => {
  const { board, shown } = boardOf();
  board.apply(raise(5, note));
  expect(shown).toMatchObject([{ body: 'notification.handoff.no_note' }]);
});

test('it goes when somebody has answered, and only that one', () => {
  const { board, closed, shown } = boardOf();
  board.apply(raise(5, 'a'));
  board.apply(raise(6, 'b', other));
  board.apply({ kind: 'withdraw', conversation });
  board.apply({ kind: 'withdraw', conversation });
  expect(closed).toEqual([shown[0]]);
});

test('one conversation shows one: the later takes the place of the earlier', () => {
  const { board, closed, shown } = boardOf();
  board.apply(raise(5, 'a'));
  board.apply(raise(8, 'b'));
  expect(closed).toEqual([shown[0]]);
  shown[0]?.onClosed();
  board.apply({ kind: 'withdraw', conversation });
  expect(closed).toEqual([shown[0], shown[1]]);
});

test('one that was closed by its person is not closed again', () => {
  const { board, closed, shown } = boardOf();
  board.apply(raise(5, 'a'));
  shown[0]?.onClosed();
  board.apply({ kind: 'withdraw', conversation });
  expect(closed).toEqual([]);
});

test('on Linux a note is no markup', () => {
  expect(alertBody('<b>Ana</b> & "Ben" &amp;', 'linux')).toBe('&lt;b&gt;Ana&lt;/b&gt; &amp; "Ben" &amp;amp;');
  expect(alertBody('<b>Ana</b> & Ben', 'win32')).toBe('<b>Ana</b> & Ben');
});

test('a long note is cut between characters, before it is escaped', () => {
  expect(alertBody('&'.repeat(400), 'linux')).toBe(`${'&amp;'.repeat(299)}…`);
  expect(alertBody(`${'a'.repeat(298)}👩‍👩‍👧b`, 'darwin')).toBe(`${'a'.repeat(298)}…`);
  expect(alertBody('one\n\n  two', 'darwin')).toBe('one two');
});
