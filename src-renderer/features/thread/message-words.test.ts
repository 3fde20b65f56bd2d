import { expect, test } from 'vitest';
import { messageStatusSchema } from '../../../src-shared/domain/message-status.ts';
import { STATUS_WORDS } from '../../ui/message-ticks.tsx';
import { failureReason } from './failure-reason.ts';
import { isOnlyEmoji } from './only-emoji.ts';

test('S3 every status has words of its own, so that none is told by its picture alone', () => {
  const words = messageStatusSchema.options.map((status) => STATUS_WORDS[status]);
  expect(new Set(words).size).toBe(messageStatusSchema.options.length);
});

test.each([
  [131_047, 'failure.window-closed'],
  [131_026, 'failure.undeliverable'],
  [131_056, 'failure.too-many-to-one'],
  [424_242, 'failure.other'],
  [null, 'failure.other'],
])('code %s is explained by %s', (code, reason) => {
  expect(failureReason(code)).toBe(reason);
});

test.each([
  ['❤️', true],
  ['👍🏽', true],
  ['🎉 🎉', true],
  ['👨‍👩‍👧‍👦', true],
  ['🎉🎉🎉🎉', false],
  ['1', false],
  ['ok 👍', false],
  ['', false],
])('"%s" is shown large: %s', (text, isLarge) => {
  expect(isOnlyEmoji(text)).toBe(isLarge);
});
