import { expect, test } from 'vitest';

import { signIn } from './sign-in.ts';
import type { TokenStore } from './token-store.ts';

function storeWith(kept: string | null): TokenStore & { readonly given: string[] } {
  const given: string[] = [];
  return {
    given,
    read: () => Promise.resolve(kept),
    keep: (token) => {
      given.push(token);
      return new Promise(() => {});
    },
    protection: () => Promise.resolve('memory'),
    forget: () => {},
  };
}

test('the practice token goes first and is kept, without waiting for the keychain', async () => {
  const store = storeWith('older');
  expect((await signIn(store, 'practice')).token).toBe('practice');
  expect(store.given).toEqual(['practice']);
});

test('else the token kept before', async () => {
  const { protection, token } = await signIn(storeWith('older'), null);
  expect([token, await protection]).toEqual(['older', 'memory']);
  expect((await signIn(storeWith(null), null)).token).toBeNull();
});
