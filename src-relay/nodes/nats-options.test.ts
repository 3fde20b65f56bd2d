import { expect, test } from 'vitest';

import { natsOptions } from './nats-options.ts';

test.each([
  ['nats://nats.example:4222', { servers: 'nats.example:4222' }],
  ['tls://nats.example', { servers: 'nats.example', tls: {} }],
  ['nats://relay:p%40ss@nats.example:4222', { servers: 'nats.example:4222', user: 'relay', pass: 'p@ss' }],
  ['nats://s3cret@nats.example:4222', { servers: 'nats.example:4222', token: 's3cret' }],
])('%s says where the server is and how to sign in', (natsUrl, expected) => {
  const { servers, tls, user, pass, token } = natsOptions(natsUrl);
  const given = { servers, tls, user, pass, token };
  expect(given).toEqual({ tls: undefined, user: undefined, pass: undefined, token: undefined, ...expected });
});
