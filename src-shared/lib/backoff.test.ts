import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { backoffMs } from './backoff.ts';

const limits = { firstMs: 250, mostMs: 15_000 };

test('a wait lies between half the step and the step, doubles, and never exceeds the most', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.uint8Array({ minLength: 4, maxLength: 4 }), (attempt, noise) => {
      const step = Math.min(limits.mostMs, limits.firstMs * 2 ** (attempt - 1));
      const wait = backoffMs(attempt, limits, (bytes) => {
        bytes.set(noise);
        return bytes;
      });
      expect(wait).toBeGreaterThanOrEqual(Math.floor(step / 2));
      expect(wait).toBeLessThanOrEqual(step);
    }),
  );
});
