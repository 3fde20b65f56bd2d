import { expect, test } from 'vitest';
import { UNKNOWN_PATIENCE_MS } from '../../../src-shared/domain/message-delay.ts';
import { epochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { message, NOW } from '../../devtools/seeds.ts';
import { delayEnd, delayReason } from './delay-words.ts';
import { canSendAgain, overdueSince } from './message-outcome.ts';

const unknown = { ...message(1, { origin: 'agent', status: 'unknown', text: 'Hi' }), statusAt: NOW };
const pace = { reason: 'pace', code: null, until: epochMs(NOW + 61_000) } as const;

test('O4 a person is asked once nobody waits for word any more, and not before', () => {
  const moments = [UNKNOWN_PATIENCE_MS - 1, UNKNOWN_PATIENCE_MS].map((later) => epochMs(NOW + later));
  expect(moments.map((now) => overdueSince(unknown, now))).toEqual([null, NOW]);
  const [, late] = moments;
  expect(overdueSince({ ...unknown, status: 'sent' }, late ?? NOW)).toBeNull();
  expect(overdueSince({ ...unknown, statusAt: null }, late ?? NOW)).toBeNull();
});

test.each([
  [131_000, true],
  [131_056, true],
  [null, true],
  [131_047, false],
  [131_026, false],
  [131_051, false],
  [130_403, false],
])('a message that failed with %s may go again as it is: %s', (failureCode, can) => {
  expect(canSendAgain({ ...unknown, status: 'failed', failureCode })).toBe(can);
});

test('what this session may not read it does not send again', () => {
  expect(canSendAgain({ ...unknown, status: 'failed', failureCode: null, text: null })).toBe(false);
});

test.each([
  [{ ...pace, code: 131_056 }, 'delay.pace.customer'],
  [{ ...pace, code: 130_429 }, 'delay.pace.number'],
  [{ ...pace, reason: 'provider_away' }, 'delay.provider-away'],
  [{ ...pace, reason: 'number_stopped', code: 190 }, 'delay.stopped.connection'],
  [{ ...pace, reason: 'number_stopped', code: 210 }, 'delay.stopped.connection'],
  [{ ...pace, reason: 'number_stopped', code: 133_010 }, 'delay.stopped.registration'],
  [{ ...pace, reason: 'number_stopped', code: 131_042 }, 'delay.stopped.payment'],
  [{ ...pace, reason: 'number_stopped', code: 424_242 }, 'delay.stopped.other'],
  [{ ...pace, reason: 'number_stopped', code: null }, 'delay.stopped.other'],
] as const)('%o is told as %s', (delay, key) => {
  expect(delayReason(delay)).toBe(key);
});

test('only pace says when it leaves, and no time that is over before it is read; what is long over is not soon', () => {
  const ends = [pace, { ...pace, until: epochMs(NOW + 59_000) }, { ...pace, until: null }];
  expect(ends.map((delay) => delayEnd(delay, NOW))).toEqual([pace.until, 'soon', 'soon']);
  expect(delayEnd({ ...pace, until: epochMs(NOW - 60_001) }, NOW)).toBeNull();
  expect(delayEnd({ ...pace, reason: 'provider_away' }, NOW)).toBeNull();
});
