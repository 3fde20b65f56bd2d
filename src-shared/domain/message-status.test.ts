import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { mergeStatus, messageStatusSchema } from './message-status.ts';

const status = fc.constantFrom(...messageStatusSchema.options);

test('S3 merging statuses is commutative, associative and idempotent', () => {
  fc.assert(
    fc.property(status, status, status, (a, b, c) => {
      expect(mergeStatus(a, b)).toBe(mergeStatus(b, a));
      expect(mergeStatus(mergeStatus(a, b), c)).toBe(mergeStatus(a, mergeStatus(b, c)));
      expect(mergeStatus(a, a)).toBe(a);
    }),
  );
});

test('S3 a late status never moves a message back', () => {
  expect(mergeStatus('read', 'delivered')).toBe('read');
  expect(mergeStatus('delivered', 'failed')).toBe('delivered');
  expect(mergeStatus('unknown', 'accepted')).toBe('unknown');
});
