import { expect, test } from 'vitest';

import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '../../src-shared/protocol/protocol-version.ts';
import { parseUp, readHello } from './read-up.ts';

const hello = {
  type: 'hello',
  protocol: PROTOCOL_VERSION,
  device: '0199a0b0-0000-4000-8000-000000000001',
  cursor: null,
  appVersion: '1.0.0',
};

test('a hello of this version is read', () => {
  expect(readHello(hello)).toEqual({ kind: 'hello', hello });
});

test.each([
  {
    says: 'P1 an older hello of any shape',
    message: { type: 'hello', protocol: PROTOCOL_FLOOR - 1, cursor: 'old' },
    code: 'protocol_too_old',
  },
  {
    says: 'P1 a newer hello of any shape',
    message: { type: 'hello', protocol: PROTOCOL_VERSION + 1, device: 7 },
    code: 'protocol_too_new',
  },
  { says: 'a hello of this version in a wrong shape', message: { ...hello, device: 7 }, code: 'malformed' },
  { says: 'a hello without a version', message: { type: 'hello' }, code: 'malformed' },
  { says: 'another message', message: { type: 'ack' }, code: 'hello_expected' },
  { says: 'what is no message', message: 7, code: 'malformed' },
  { says: 'what is not JSON', message: parseUp('{'), code: 'malformed' },
])('$says is refused as $code', ({ message, code }) => {
  expect(readHello(message)).toMatchObject({ kind: 'refused', code });
});
