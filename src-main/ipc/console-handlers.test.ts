import { expect, test } from 'vitest';

import type { RelayInfo } from '../../src-shared/protocol/session-info.ts';
import type { RelayAnswer } from '../relay-client/ask-relay.ts';
import { consoleHandlers } from './console-handlers.ts';

function handlersWith(answer: RelayAnswer<RelayInfo>) {
  return consoleHandlers<null>({
    boot: () => Promise.reject(new Error('not asked for here')),
    changeAppearance: () => {},
    setSingleKeys: () => {},
    askRelayInfo: () => Promise.resolve(answer),
    retryNow: () => {},
    openSyncPort: () => {},
  });
}

test('what the relay says of itself is passed on', async () => {
  const value = { version: '0.1.0', protocol: 1, floor: 1, practice: true };
  expect(await handlersWith({ kind: 'answer', value }).relayInfo()).toEqual({ ok: true, value });
});

test('a relay that can not be reached is offline', async () => {
  expect(await handlersWith({ kind: 'unreachable', cause: 'ECONNREFUSED' }).relayInfo()).toMatchObject({
    ok: false,
    error: { code: 'offline' },
  });
});
