import { expect, test } from 'vitest';

import { behaviourOfGraphError } from '../cloud-api/graph-error-codes.ts';
import type { SendOutcome } from '../cloud-api/send-outcome.ts';
import { nextStep } from './retry-policy.ts';

const least = (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(0);
const refused = (code: number): SendOutcome => {
  const behaviour = behaviourOfGraphError(code, 400);
  if (behaviour === 'check_first') return { kind: 'ambiguous', code, isOutage: false, detail: '' };
  return { kind: 'rejected', code, behaviour, detail: '' };
};

test('O4 a call that may have had effect is never repeated', () => {
  expect(nextStep({ kind: 'ambiguous', code: null, isOutage: true, detail: '' }, 1, least)).toEqual({
    kind: 'unknown',
  });
});

test('while Meta is out of reach it is tried again and again, at most a minute apart', () => {
  const waits = [1, 2, 3, 20, 1000].map((tries) => nextStep({ kind: 'unreachable', detail: '' }, tries, least));
  expect(waits).toEqual(
    [500, 1000, 2000, 30_000, 30_000].map((delayMs) => ({ kind: 'try_again', delayMs, code: null })),
  );
});

test('a number that is too fast is slowed down, by minutes where Meta counts by the hour', () => {
  expect(nextStep(refused(130_429), 1, least)).toEqual({ kind: 'slow_number', code: 130_429, delayMs: 500 });
  expect(nextStep(refused(80_007), 1, least)).toEqual({ kind: 'slow_account', code: 80_007, delayMs: 30_000 });
  expect(nextStep(refused(4), 1, least)).toEqual({ kind: 'slow_account', code: 4, delayMs: 30_000 });
  expect(nextStep(refused(130_429), 50, least)).toMatchObject({ kind: 'slow_number' });
});

test('a refusal that may pass is tried ten times, one that does not pass is a failure with its code', () => {
  expect(nextStep(refused(134_101), 9, least)).toMatchObject({ kind: 'try_again', code: 134_101 });
  expect(nextStep(refused(134_101), 10, least)).toEqual({ kind: 'failed', code: 134_101, stopsPerson: false });
  expect(nextStep(refused(131_047), 1, least)).toEqual({ kind: 'failed', code: 131_047, stopsPerson: false });
  expect(nextStep(refused(131_026), 1, least)).toEqual({ kind: 'failed', code: 131_026, stopsPerson: true });
});

test('what is about the whole number stops it, what is about one person only that one', () => {
  expect(nextStep(refused(190), 1, least)).toEqual({ kind: 'stop_number', code: 190 });
  expect(nextStep(refused(131_042), 1, least)).toEqual({ kind: 'stop_number', code: 131_042 });
  expect(nextStep(refused(131_048), 1, least)).toEqual({ kind: 'stop_outreach', code: 131_048, delayMs: 1000 });
  expect(nextStep(refused(131_056), 3, least)).toEqual({ kind: 'slow_person', code: 131_056 });
});
