import { expect, test } from 'vitest';

import type { SendOutcome } from '../cloud-api/send-outcome.ts';
import { nextStep } from './retry-policy.ts';

const least = (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(0);
const refused = (code: number): SendOutcome => ({ kind: 'rejected', code, isRetryable: true, detail: '' });

test('O4 a call that may have had effect is never repeated', () => {
  expect(nextStep({ kind: 'ambiguous', code: null, detail: '' }, 1, least)).toEqual({ kind: 'unknown' });
});

test('while Meta is out of reach it is tried again and again, at most a minute apart', () => {
  const waits = [1, 2, 3, 20, 1000].map((tries) => nextStep({ kind: 'unreachable', detail: '' }, tries, least));
  expect(waits).toEqual([500, 1000, 2000, 30_000, 30_000].map((delayMs) => ({ kind: 'try_again', delayMs })));
});

test('a customer written to too often is left alone for 4^n seconds', () => {
  const waits = [1, 2, 3, 9].map((tries) => nextStep(refused(131_056), tries, least));
  expect(waits).toEqual([1000, 4000, 16_000, 300_000].map((delayMs) => ({ kind: 'try_again', delayMs })));
});

test('a refusal that does not pass becomes a failure with its code', () => {
  expect(nextStep(refused(130_429), 10, least)).toEqual({ kind: 'failed', code: 130_429 });
  const final: SendOutcome = { kind: 'rejected', code: 131_026, isRetryable: false, detail: '' };
  expect(nextStep(final, 1, least)).toEqual({ kind: 'failed', code: 131_026 });
});
