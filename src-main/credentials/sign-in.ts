import type { Protection, TokenStore } from './token-store.ts';

export type SignIn = { readonly token: string | null; readonly protection: Promise<Protection> };

/** With which token to go on: that of practice, which is then kept, else the one kept before. Nobody waits for the keeping. */
export async function signIn(store: TokenStore, practiceToken: string | null): Promise<SignIn> {
  if (practiceToken !== null) return { token: practiceToken, protection: store.keep(practiceToken) };
  const protection = store.protection();
  return { token: await store.read(), protection };
}
