import { expect } from 'vitest';

/** Stands for any text of this form inside an expected value. */
export function textLike(pattern: RegExp): unknown {
  return expect.stringMatching(pattern);
}
