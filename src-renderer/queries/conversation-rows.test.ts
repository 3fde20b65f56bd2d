import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { conversationSchema, unreadCount, type Conversation } from '../../src-shared/domain/conversation.ts';
import { noRows, withUpserts } from './conversation-rows.ts';

type Facts = { readonly inboundCount?: number; readonly isHandoff?: boolean };

function row(id: number, lastActivityAt: number, { inboundCount = 0, isHandoff = false }: Facts = {}): Conversation {
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
    inboundCount,
    readInbound: 0,
    turn: 0,
    turnHolder: 'anyone',
    handoff: isHandoff ? { seq: 1, at: 1 } : null,
    asOf: 1,
  });
}

const upsert = fc
  .tuple(fc.nat(120), fc.nat(50), fc.nat(1), fc.boolean())
  .map(([id, at, inboundCount, isHandoff]) => row(id, at, { inboundCount, isHandoff }));

test('any upserts in any portions give the same lists as sorting and filtering all of them', () => {
  fc.assert(
    fc.property(fc.array(fc.array(upsert, { maxLength: 120, size: 'max' })), (portions) => {
      const list = portions.reduce(withUpserts, noRows());
      const last = new Map(portions.flat().map((each) => [each.id, each]));
      const expected = [...last.values()].toSorted((a, b) => b.lastActivityAt - a.lastActivityAt || b.id - a.id);
      expect(list.rows).toEqual(expected);
      for (const [index, each] of list.rows.entries()) expect(each).toBe(expected[index]);
      expect(list.unread).toEqual(expected.filter((each) => unreadCount(each) > 0));
      expect(list.handoff).toEqual(expected.filter((each) => each.handoff !== null));
      expect(list.byId).toEqual(last);
    }),
  );
});

test('a row that did not change keeps its identity, and so does a list in which nothing changed', () => {
  const [ada, grace] = [row(1, 10), row(2, 20, { inboundCount: 1 })];
  const before = withUpserts(noRows(), [ada, grace]);
  const after = withUpserts(before, [row(1, 30)]);
  expect(after.rows[1]).toBe(grace);
  expect(after.rows).not.toBe(before.rows);
  expect(after.unread).toBe(before.unread);
  expect(after.handoff).toBe(before.handoff);
});
