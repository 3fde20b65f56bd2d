import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';

import { expect, test } from 'vitest';

import { personIdSchema, workspaceIdSchema } from '../../src-shared/domain/ids.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { SignedIn } from './accounts.ts';
import { createSignIn } from './sign-in.ts';

const ADA: SignedIn = {
  workspace: workspaceIdSchema.parse(1),
  workspaceName: 'Shop',
  person: { id: personIdSchema.parse(1), name: 'Ada', role: 'agent' },
};
const GOOD = 'good-token-of-ada';

function openDesk() {
  let now = 0;
  let lookups = 0;
  const proved: unknown[] = [];
  const signIn = createSignIn({
    accounts: {
      authenticate: (token) => {
        lookups += 1;
        return Promise.resolve(token.startsWith('good') ? ADA : undefined);
      },
    },
    newcomers: { proved: (connection) => proved.push(connection) },
    clock: { now: () => epochMs(now) },
  });
  const ask = (token: string) => {
    const request = new IncomingMessage(new Socket());
    request.headers.authorization = `Bearer ${token}`;
    return signIn(request);
  };
  const fail = async (times: number) => {
    for (let index = 0; index < times; index += 1) await ask(`guess-of-a-token-${index}`);
  };
  return { ask, fail, proved, lookups: () => lookups, passes: (milliseconds: number) => (now += milliseconds) };
}

test('a good token signs in and proves its connection; another does neither', async () => {
  const { ask, proved } = openDesk();
  expect(await ask('guess-of-a-token')).toBe('not_signed_in');
  expect(proved).toHaveLength(0);
  expect(await ask(GOOD)).toEqual(ADA);
  expect(proved).toHaveLength(1);
});

test('after too many failures an address is not looked up, until some time has passed', async () => {
  const { ask, fail, lookups, passes } = openDesk();
  await fail(150);
  expect(await ask('guess-of-a-token')).toBe('too_many_attempts');
  expect(lookups()).toBe(100);
  passes(10_000);
  expect(await ask('guess-of-a-token')).toBe('not_signed_in');
});

test('a token that was good before still is, whatever its address has failed', async () => {
  const { ask, fail } = openDesk();
  await ask(GOOD);
  await fail(150);
  expect(await ask(GOOD)).toEqual(ADA);
  expect(await ask('good-but-never-seen')).toBe('too_many_attempts');
});
