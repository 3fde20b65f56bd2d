import { expect, test } from 'vitest';

import { isSameSecret } from './same-secret.ts';

test.each([
  { given: 'verify token', is: true },
  { given: 'verify tokem', is: false },
  { given: 'verify toke', is: false },
  { given: 'verify token ', is: false },
  { given: '', is: false },
])('"$given" is the secret: $is', ({ given, is }) => {
  expect(isSameSecret(given, 'verify token')).toBe(is);
});
