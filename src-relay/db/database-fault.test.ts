import { expect, test } from 'vitest';

import { isDatabaseAway } from './database-fault.ts';

const failure = (code: string) => Object.assign(new Error('words'), { code });

test('a database that is away or busy is told from a request at fault', () => {
  const away = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', '08006', '40P01', '53100', '57P01'].map(failure);
  const atFault = ['23505', '22P05', '54001', '42P01', 'ERR_INVALID_ARG_TYPE'].map(failure);
  expect(away.map(isDatabaseAway)).toEqual(away.map(() => true));
  expect(atFault.map(isDatabaseAway)).toEqual(atFault.map(() => false));
  expect(isDatabaseAway(new Error('Connection terminated unexpectedly'))).toBe(true);
  expect(isDatabaseAway(new Error('Query read timeout'))).toBe(true);
  expect([new RangeError('Maximum call stack size exceeded'), 'text'].map(isDatabaseAway)).toEqual([false, false]);
});
