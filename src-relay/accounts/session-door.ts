import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '../../src-shared/protocol/protocol-version.ts';
import type { RelayInfo, SessionInfo } from '../../src-shared/protocol/session-info.ts';
import type { RegisterRoutes } from '../http/server.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { SignIn } from './sign-in.ts';

/** Version of the relay's software, as `GET /v1/relay` tells it. */
export type RelayIdentity = { readonly version: string; readonly practice: boolean };

export type SessionDoor = { readonly signIn: SignIn; readonly metrics: Pick<Metrics, 'requestRefused'> };

/** `GET /v1/session` (bearer token; 401 without a good one, 429 after too many) and `GET /v1/relay` (public). */
export function sessionDoor({ signIn, metrics }: SessionDoor, identity: RelayIdentity): RegisterRoutes {
  const info: RelayInfo = { ...identity, protocol: PROTOCOL_VERSION, floor: PROTOCOL_FLOOR };
  return (server) => {
    server.get('/v1/relay', async () => info);
    server.get('/v1/session', async (request, reply) => {
      const signedIn = await signIn(request.raw);
      if (typeof signedIn === 'string') {
        metrics.requestRefused(signedIn);
        return reply.code(signedIn === 'not_signed_in' ? 401 : 429).send();
      }
      return reply.header('cache-control', 'no-store').send(signedIn satisfies SessionInfo);
    });
  };
}
