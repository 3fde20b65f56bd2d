import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { conversationSchema, type Conversation } from '../../src-shared/domain/conversation.ts';
import { noRows, withUpserts } from './conversation-rows.ts';

function row(id: number, lastActivityAt: number): Conversation {
  return conversationSchema.parse({
    workspaceId: 1,
    id,
    inbox: 1,
    name: null,
    phone: null,
    status: 'open',
    lastMessage: null,
    lastNumber: 0,
    lastActivityAt,
    lastInboundAt: null,
    inboundCount: 0,
    readInbound: 0,
    turn: 0,
    turnHolder: 'anyone',
    handoff: null,
    asOf: 1,
  });
}

test('any upserts in any portions give every row once, newest activity first, rows as they were given', () => {
  const upsert = fc.tuple(fc.nat(20), fc.nat(50)).map(([id, at]) => row(id, at));
  fc.assert(
    fc.property(fc.array(fc.array(upsert, { maxLength: 90 })), (portions) => {
      const list = portions.reduce(withUpserts, noRows());
      const last = new Map(portions.flat().map((each) => [each.id, each]));
      const expected = [...last.values()].toSorted((a, b) => b.lastActivityAt - a.lastActivityAt || b.id - a.id);
      expect(list.rows).toEqual(expected);
      for (const [index, each] of list.rows.entries()) expect(each).toBe(expected[index]);
    }),
  );
});

test('a row that did not change keeps its identity', () => {
  const [ada, grace] = [row(1, 10), row(2, 20)];
  const before = withUpserts(noRows(), [ada, grace]);
  const after = withUpserts(before, [row(1, 30)]);
  expect(after.rows[1]).toBe(grace);
  expect(after.rows).not.toBe(before.rows);
});
