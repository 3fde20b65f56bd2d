import { expect, test } from 'vitest';
import { UNKNOWN_PATIENCE_MS } from '../../../src-shared/domain/message-delay.ts';
import type { Message } from '../../../src-shared/domain/message.ts';
import { epochMs, type EpochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { queuedRetry } from '../../devtools/queued-seeds.ts';
import { message, NOW, type MessageSeed } from '../../devtools/seeds.ts';
import { englishText } from '../../text/open-text.ts';
import { outcomeNews, outcomesOf } from './outcome-news.ts';
import type { ThreadRow } from './thread-rows.ts';
import { doubtMeant } from './use-told-doubt.ts';

const text = englishText('en-GB', 'UTC');
const LATE = epochMs(NOW + UNKNOWN_PATIENCE_MS);
const delay: Message['delay'] = { reason: 'pace', code: null, until: epochMs(NOW + 5000) };

function rowOf(number: number, seed: MessageSeed = {}): Extract<ThreadRow, { kind: 'message' }> {
  const own = { ...message(number, { origin: 'agent', person: 1, status: 'accepted', ...seed }), statusAt: NOW };
  const place = { key: `row-${number}`, newDay: null, startsGroup: true };
  return { kind: 'message', message: own, retry: null, isLeft: false, ...place };
}

function newsOf(before: readonly ThreadRow[], after: readonly ThreadRow[], now: EpochMs = NOW): string {
  return outcomeNews(outcomesOf(before, NOW, text), outcomesOf(after, now, text));
}

test('what becomes of a message is said once: it waits, may have been sent, failed', () => {
  expect(newsOf([rowOf(1)], [rowOf(1, { delay })])).toMatch(/^Waiting: WhatsApp .* in a moment\.$/);
  const moved = { ...delay, until: epochMs(NOW + 9 * 60_000) };
  expect(newsOf([rowOf(1, { delay })], [rowOf(1, { delay: moved })])).toBe('');
  expect(newsOf([rowOf(1)], [rowOf(1, { status: 'unknown' })])).toMatch(/^May have been sent\./);
  expect(newsOf([rowOf(1)], [rowOf(1, { status: 'failed' })])).not.toBe('');
  expect(newsOf([rowOf(1)], [rowOf(1, { status: 'delivered' })])).toBe('');
});

test('time alone says nothing but that nobody waits for word any more', () => {
  const doubtful = [rowOf(1, { status: 'unknown' })];
  expect(newsOf(doubtful, doubtful, epochMs(LATE - 1))).toBe('');
  expect(newsOf(doubtful, doubtful, LATE)).toBe('Nobody knows whether this was sent.');
});

test('history that comes in is not news, and a card always is', () => {
  expect(newsOf([], [rowOf(1, { status: 'unknown' })])).toBe('');
  const entry = queuedRetry(2, { state: 'stale', code: 'newer_reply', message: 1 });
  const card: ThreadRow = { kind: 'queued_retry', entry, text: null, key: 'card', newDay: null };
  expect(newsOf([], [card])).toMatch(/^Not sent again/);
});

test('the actions for a doubtful message mean the one with the focus, else the newest; never one that is left or under way', () => {
  const doubtful = [1, 2, 3].map((number) => rowOf(number, { status: 'unknown' }));
  const rows = doubtful.map((row) => ({ ...row, isLeft: row.key === 'row-3' }));
  expect(doubtMeant(rows, null, LATE)?.number).toBe(2);
  expect(doubtMeant(rows, 'row-1', LATE)?.number).toBe(1);
  expect(doubtMeant(rows, 'row-3', LATE)?.number).toBe(2);
  expect(doubtMeant(rows, null, NOW)).toBeNull();
});
