import { createHmac } from 'node:crypto';

import { expect, test } from 'vitest';

import { isSigned } from './signature.ts';

const body = Buffer.from('{"text":"\\u00e9"}');
const sign = (secret: string) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

test('a body signed with any accepted secret is genuine', () => {
  expect(isSigned(body, sign('new'), ['old', 'new'])).toBe(true);
  expect(isSigned(body, sign('old'), ['old', 'new'])).toBe(true);
});

test('anything else is not', () => {
  const good = sign('old');
  const bad = [
    sign('other'),
    good.slice(0, -2),
    `${good}00`,
    good.slice(7),
    good.replace('sha256', 'sha1'),
    '',
    undefined,
    [good],
  ];
  expect(bad.map((signature) => isSigned(body, signature, ['old']))).toEqual(bad.map(() => false));
  expect(isSigned(Buffer.from('{"text":"é"}'), good, ['old'])).toBe(false);
  expect(isSigned(body, good, [])).toBe(false);
});
