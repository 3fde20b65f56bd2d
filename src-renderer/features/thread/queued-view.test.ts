import { expect, test } from 'vitest';
import { isCard } from '../../../src-shared/domain/outbox-entry.ts';
import { queuedSend } from '../../devtools/queued-seeds.ts';
import { canRetryAnyway, canSendAnyway, queuedReason, retryReason } from './queued-view.ts';

const stale = queuedSend(1, { state: 'stale', code: 'newer_reply', text: 'Hi' });
const moved = queuedSend(6, { state: 'stale', code: 'turn_moved', text: 'Hi' });
const restored = queuedSend(7, { state: 'stale', code: 'relay_restored', text: 'Hi' });
const held = queuedSend(2, { state: 'held', code: 'window_closed', text: 'Hi' });
const refused = queuedSend(3, { state: 'refused', code: 'not_allowed', text: 'Hi' });
const waiting = queuedSend(4, { state: 'waiting', code: null, text: 'Hi' });
const sending = queuedSend(5, { state: 'sending', code: null, text: 'Hi' });

test('what the relay did not take becomes a card; what is on its way does not', () => {
  expect([stale, held, refused, waiting, sending].map(isCard)).toEqual([true, true, true, false, false]);
});

test('O2 only what a person may overrule can be sent anyway: never into a closed window', () => {
  expect([stale, held, refused].map(canSendAnyway)).toEqual([true, false, false]);
});

test('a card says what happened meanwhile', () => {
  expect([stale, moved, restored, held, refused].map(queuedReason)).toEqual([
    'queued.reason.newer-reply',
    'queued.reason.turn-moved',
    'queued.stale.relay_restored',
    'queued.reason.window-closed',
    'queued.reason.not-allowed',
  ]);
});

test('O3 what was to be sent again in another life of the log is not tried by number: it may be another message there', () => {
  expect([stale, moved, restored, held, refused].map(canRetryAnyway)).toEqual([true, true, false, false, false]);
  expect([stale, restored].map(retryReason)).toEqual(['queued.reason.newer-reply', 'queued.retry.relay-restored']);
});
