import type { IncomingMessage } from 'node:http';

import type { Clock } from '../../src-shared/lib/clock.ts';
import type { Newcomers } from '../http/newcomers.ts';
import { bearerToken, hashAccessToken } from './access-token.ts';
import type { Accounts, SignedIn } from './accounts.ts';
import { AttemptLimit } from './attempt-limit.ts';

export type SignInRefusal = 'not_signed_in' | 'too_many_attempts';

/**
 * Whom the bearer token of a request stands for, or why nobody. An address that has failed too often of late is not
 * looked up any more; a token that was good since the start still is, so that a neighbour behind the same address, or
 * a proxy before all of them, locks no agent out.
 */
export type SignIn = (request: IncomingMessage) => Promise<SignedIn | SignInRefusal>;

export type SignInDeps = {
  readonly accounts: Pick<Accounts, 'authenticate'>;
  readonly newcomers: Pick<Newcomers, 'proved'>;
  readonly clock: Clock;
};

/** Of one address, which may be that of a proxy before everybody. */
const LIMIT = { failures: 100, windowMs: 10_000 };
/** Good tokens that are remembered, as hashes; the one that was used longest ago is forgotten first. */
const KNOWN_TOKENS = 100_000;

export function createSignIn({ accounts, newcomers, clock }: SignInDeps): SignIn {
  const failures = new AttemptLimit({ clock, ...LIMIT });
  const good = new Set<string>();
  return async (request) => {
    const address = request.socket.remoteAddress ?? '';
    const token = bearerToken(request.headers.authorization);
    const hash = token === undefined ? '' : hashAccessToken(token).toString('base64');
    if (!good.has(hash) && failures.waitOf(address) > 0) return 'too_many_attempts';
    const signedIn = token === undefined ? undefined : await accounts.authenticate(token);
    good.delete(hash);
    if (signedIn === undefined) {
      failures.failed(address);
      return 'not_signed_in';
    }
    good.add(hash);
    const [oldest] = good;
    if (good.size > KNOWN_TOKENS && oldest !== undefined) good.delete(oldest);
    newcomers.proved(request.socket);
    return signedIn;
  };
}
