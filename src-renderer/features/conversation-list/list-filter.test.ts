import { expect, test } from 'vitest';
import { seqSchema } from '../../../src-shared/domain/ids.ts';
import { ago, conversation } from '../../devtools/seeds.ts';
import { noRows, withUpserts } from '../../queries/conversation-rows.ts';
import { filterConversations, filterCounts, neighbourOf } from './list-filter.ts';

const read = conversation(3, { inboundCount: 3, readInbound: 3 });
const unread = conversation(2, { inboundCount: 3, readInbound: 1 });
const asked = conversation(1, { handoff: { seq: seqSchema.parse(4), at: ago(1000) } });
const ALL = [read, unread, asked];
const list = withUpserts(noRows(), ALL);

test('each filter counts what it lets through', () => {
  expect(filterCounts(list)).toEqual({ all: 3, unread: 1, handoff: 1 });
});

test('a filter shows what passes', () => {
  const shown = (['all', 'unread', 'handoff'] as const).map((filter) =>
    filterConversations(list, { filter, selected: null }),
  );
  expect(shown).toEqual([ALL, [unread], [asked]]);
});

test('the open conversation stays in sight, in its place, although it was read', () => {
  expect(filterConversations(list, { filter: 'unread', selected: read.id })).toEqual([read, unread]);
  expect(filterConversations(list, { filter: 'unread', selected: unread.id })).toEqual([unread]);
});

test('the next conversation is the one below, and the list ends at its ends', () => {
  const steps = [1, -1, 8, -8].map((count) => neighbourOf(ALL, unread, count));
  expect(steps).toEqual([asked.id, read.id, asked.id, read.id]);
});

test('the first is next while none is open, and nothing is next in an empty list', () => {
  expect(neighbourOf(ALL, undefined, 1)).toBe(read.id);
  expect(neighbourOf(ALL, undefined, 8)).toBe(read.id);
  expect(neighbourOf(ALL, conversation(99, {}), -1)).toBe(read.id);
  expect(neighbourOf([], undefined, 1)).toBeNull();
});
