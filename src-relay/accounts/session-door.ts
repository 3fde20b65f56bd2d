import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '../../src-shared/protocol/protocol-version.ts';
import type { RelayInfo, SessionInfo } from '../../src-shared/protocol/session-info.ts';
import type { RegisterRoutes } from '../http/server.ts';
import { bearerToken } from './access-token.ts';
import type { Accounts } from './accounts.ts';

/** Version of the relay's software, as `GET /v1/relay` tells it. */
export type RelayIdentity = { readonly version: string; readonly practice: boolean };

/** `GET /v1/session` (bearer token; 401 without a good one) and `GET /v1/relay` (public). */
export function sessionDoor(accounts: Accounts, identity: RelayIdentity): RegisterRoutes {
  const info: RelayInfo = { ...identity, protocol: PROTOCOL_VERSION, floor: PROTOCOL_FLOOR };
  return (server) => {
    server.get('/v1/relay', async () => info);
    server.get('/v1/session', async (request, reply) => {
      const token = bearerToken(request.headers.authorization);
      const signedIn = token === undefined ? undefined : await accounts.authenticate(token);
      if (signedIn === undefined) return reply.code(401).send();
      return reply.header('cache-control', 'no-store').send(signedIn satisfies SessionInfo);
    });
  };
}
