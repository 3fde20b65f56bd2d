import type { AccessToken } from '../world/tokens.ts';
import { deadTokenRefusal } from './authorise.ts';
import { answered, refused, type Json } from './graph-answer.ts';
import type { Endpoint } from './graph-call.ts';
import type { GraphDeps } from './graph-deps.ts';
import { missingParameter } from './graph-error.ts';

const NEVER = 0;

/** `GET /debug_token?input_token=…`: with the app token, or with a token about itself (facts §4.4, §5.1). */
export const debugToken: Endpoint = {
  permission: 'any',
  answer(deps, { query, token }) {
    const value = query.get('input_token');
    if (value === null) return refused(missingParameter('input_token'));
    if (token.kind !== 'APP' && token.value !== value) {
      return refused({ code: 100, details: 'Only the app token may ask about another token.' });
    }
    const asked = deps.tokens.find(value);
    if (asked === undefined) {
      const error = { code: 190, message: 'Invalid OAuth access token.' };
      return answered({ data: { error, is_valid: false, scopes: [] } });
    }
    return answered({ data: describe(deps, asked) });
  },
};

function describe(deps: GraphDeps, token: AccessToken): Json {
  const dead = deadTokenRefusal(deps, token);
  const error = dead === undefined ? {} : { error: { code: dead.code, message: dead.message, subcode: dead.subcode } };
  return {
    app_id: deps.app.id,
    type: token.kind,
    application: deps.app.name,
    expires_at: token.expiresAtMs === undefined ? NEVER : Math.floor(token.expiresAtMs / 1000),
    issued_at: Math.floor(token.issuedAtMs / 1000),
    ...error,
    is_valid: dead === undefined,
    scopes: Object.keys(token.grants),
    granular_scopes: Object.entries(token.grants).map(([scope, ids]) => ({ scope, target_ids: ids })),
  };
}
