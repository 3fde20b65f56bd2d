import { expect, test } from 'vitest';
import { conversationIdSchema, seqSchema } from '../../../src-shared/domain/ids.ts';
import { ago, conversation } from '../../devtools/seeds.ts';
import { filterConversations, filterCounts, neighbourOf } from './list-filter.ts';

const read = conversation(1, { inboundCount: 3, readInbound: 3 });
const unread = conversation(2, { inboundCount: 3, readInbound: 1 });
const asked = conversation(3, { handoff: { seq: seqSchema.parse(4), at: ago(1000) } });
const ALL = [read, unread, asked];

test('each filter counts what it lets through', () => {
  expect(filterCounts(ALL)).toEqual({ all: 3, unread: 1, handoff: 1 });
});

test('a filter shows what passes', () => {
  const shown = (['all', 'unread', 'handoff'] as const).map((filter) =>
    filterConversations(ALL, { filter, selected: null }),
  );
  expect(shown).toEqual([ALL, [unread], [asked]]);
});

test('the open conversation stays in sight although it was read', () => {
  expect(filterConversations(ALL, { filter: 'unread', selected: read.id })).toEqual([read, unread]);
});

test('the next conversation is the one below, and the list ends at its ends', () => {
  const steps = [1, -1, 8, -8].map((count) => neighbourOf(ALL, unread.id, count));
  expect(steps).toEqual([asked.id, read.id, asked.id, read.id]);
});

test('the first is next while none is open, and nothing is next in an empty list', () => {
  expect(neighbourOf(ALL, null, 1)).toBe(read.id);
  expect(neighbourOf(ALL, null, 8)).toBe(read.id);
  expect(neighbourOf(ALL, conversationIdSchema.parse(99), -1)).toBe(read.id);
  expect(neighbourOf([], null, 1)).toBeNull();
});
