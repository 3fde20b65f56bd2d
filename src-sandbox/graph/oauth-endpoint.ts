import { z } from 'zod';
import { answered, refused, type GraphAnswer } from './graph-answer.ts';
import type { GraphRequest } from './graph-call.ts';
import type { GraphDeps } from './graph-deps.ts';
import type { Refusal } from './graph-error.ts';

const querySchema = z.object({ client_id: z.string(), client_secret: z.string(), code: z.string() });

/** Subcodes as Graph's page on errors has them. */
const CODE_EXPIRED = 36007;
const CODE_USED = 36009;

/** `GET /oauth/access_token`: Embedded Signup's code becomes a token, once and within 30 seconds (facts §4.3, §4.4). */
export function exchangeCode(deps: GraphDeps, request: GraphRequest): GraphAnswer {
  const query = querySchema.safeParse(Object.fromEntries(request.query));
  if (request.method !== 'GET' || !query.success) {
    return refused({ code: 100, details: 'client_id, client_secret and code are required.' });
  }
  const { client_id: clientId, client_secret: secret, code } = query.data;
  if (clientId !== deps.app.id) return refused({ code: 190, message: 'Error validating application.' });
  if (secret !== deps.app.secret) return refused({ code: 1, message: 'Error validating client secret.' });
  const redeemed = deps.tokens.redeem(code);
  if (redeemed.kind === 'refused') return refused(codeRefusals[redeemed.reason]);
  const { value, expiresAtMs } = redeemed.token;
  const life = expiresAtMs === undefined ? {} : { expires_in: Math.floor((expiresAtMs - deps.time.nowMs()) / 1000) };
  return answered({ access_token: value, token_type: 'bearer', ...life });
}

const codeRefusals: Readonly<Record<'unknown' | 'used' | 'expired', Refusal>> = {
  unknown: { code: 100, message: 'Invalid verification code format.' },
  used: { code: 100, subcode: CODE_USED, message: 'This authorization code has been used.' },
  expired: { code: 100, subcode: CODE_EXPIRED, message: 'This authorization code has expired.' },
};
