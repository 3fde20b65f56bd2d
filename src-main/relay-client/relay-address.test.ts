import { expect, test } from 'vitest';

import { readRelayAddress } from './relay-address.ts';

test('a relay with TLS is spoken to', () => {
  expect(readRelayAddress('https://relay.example.com:8443/')).toEqual({
    kind: 'address',
    address: {
      origin: 'https://relay.example.com:8443',
      isLoopback: false,
      sessionUrl: 'https://relay.example.com:8443/v1/session',
      relayUrl: 'https://relay.example.com:8443/v1/relay',
      consoleUrl: 'wss://relay.example.com:8443/v1/console',
    },
  });
});

test.each(['http://localhost:4100', 'http://127.0.0.1:4100', 'http://127.9.9.9', 'http://[::1]:4100'])(
  '%s is this machine and needs no TLS',
  (text) => {
    expect(readRelayAddress(text)).toMatchObject({ kind: 'address', address: { isLoopback: true } });
  },
);

test.each([
  'http://relay.example.com',
  'http://192.168.0.4:4100',
  'http://127.0.0.1.evil.example',
  'http://localhost.evil.example',
])('%s would carry the token in clear', (text) => {
  expect(readRelayAddress(text)).toEqual({ kind: 'unusable', reason: 'insecure' });
});

test.each([
  '',
  'relay',
  'ftp://relay',
  'ws://localhost',
  'https://relay/path',
  'https://relay/?q',
  'https://u:p@relay',
  'file:///x',
])('%j is no address of a relay', (text) => {
  expect(readRelayAddress(text)).toEqual({ kind: 'unusable', reason: 'malformed' });
});
