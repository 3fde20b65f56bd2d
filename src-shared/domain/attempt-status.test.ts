import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { must } from '../lib/must.ts';
import { mergeAttempt, shownAttempt, type AttemptStatus } from './attempt-status.ts';
import { isTaken, mergeStatus, messageStatusSchema, type MessageStatus } from './message-status.ts';

const told = fc.record({
  attempt: fc.integer({ min: 1, max: 4 }),
  status: fc.constantFrom(...messageStatusSchema.options),
});
type Told = { readonly attempt: number; readonly status: MessageStatus };

function known(statuses: readonly Told[]): readonly AttemptStatus[] {
  return statuses.reduce<readonly AttemptStatus[]>(
    (before, one) => mergeAttempt(before, { ...one, at: null, failureCode: null }),
    [],
  );
}

test('S3 what is known of attempts is the same in whatever order, and however often, it is told', () => {
  const orders = fc
    .array(told, { minLength: 1, maxLength: 10 })
    .chain((statuses) =>
      fc.tuple(
        fc.constant(statuses),
        fc.shuffledSubarray([...statuses, ...statuses], { minLength: 2 * statuses.length }),
      ),
    );
  fc.assert(
    fc.property(orders, ([statuses, shuffled]) => {
      expect(known(shuffled)).toEqual(known(statuses));
      expect(shownAttempt(known(shuffled))).toEqual(shownAttempt(known(statuses)));
    }),
  );
});

test('S3 a message is shown as far as any attempt came that was taken; else as its newest attempt', () => {
  fc.assert(
    fc.property(fc.array(told, { minLength: 1, maxLength: 10 }), (statuses) => {
      const attempts = known(statuses);
      const shown = must(shownAttempt(attempts), 'attempt');
      const taken = attempts.map(({ status }) => status).filter(isTaken);
      const newest = must(attempts.at(-1), 'newest');
      expect(shown.status).toBe(taken.length === 0 ? newest.status : taken.reduce(mergeStatus));
    }),
  );
});

test('what failed is not taken, and what was delivered is', () => {
  expect(messageStatusSchema.options.filter(isTaken)).toEqual(['sent', 'delivered', 'read', 'played']);
});
