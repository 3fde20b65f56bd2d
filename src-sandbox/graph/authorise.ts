import { createHmac, timingSafeEqual } from 'node:crypto';
import type { AccessToken } from '../world/tokens.ts';
import type { GraphDeps } from './graph-deps.ts';
import type { Refusal } from './graph-error.ts';

export type Authorisation =
  | { readonly kind: 'known'; readonly token: AccessToken }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Subcodes of 190 as Graph's page on errors has them: the session expired, or was invalidated. */
const EXPIRED = 463;
const INVALIDATED = 460;

/**
 * The token of an `Authorization: Bearer …` header, if it works now; 0 without a token, 190 for a dead one (facts
 * §5.1, §5.9). `proof` is `appsecret_proof`: checked when it is there, demanded when the app says so.
 */
export function authorise(
  deps: GraphDeps,
  authorization: string | undefined,
  proof: string | undefined,
): Authorisation {
  const value = /^(?:Bearer|OAuth) +(\S+)$/i.exec(authorization ?? '')?.[1];
  if (value === undefined) return refuse({ code: 0 });
  const token = deps.tokens.find(value);
  if (token === undefined) {
    return refuse({ code: 190, message: 'Invalid OAuth access token - Cannot parse access token' });
  }
  const reason = deadTokenRefusal(deps, token) ?? proofRefusal(deps, token, proof);
  return reason === undefined ? { kind: 'known', token } : refuse(reason);
}

/** Why a token does not work, or undefined when it does. */
export function deadTokenRefusal(deps: GraphDeps, token: AccessToken): Refusal | undefined {
  const state = deps.tokens.stateOf(token);
  switch (state) {
    case 'valid':
      return undefined;
    case 'expired':
      return { code: 190, subcode: EXPIRED, message: expiredMessage(deps, token) };
    case 'invalidated':
      return {
        code: 190,
        subcode: INVALIDATED,
        message:
          'Error validating access token: The session has been invalidated because the user changed their password ' +
          'or the business removed the app.',
      };
    default:
      return state satisfies never;
  }
}

/** Hex HMAC-SHA256 of the token, keyed by the app secret (facts §5.1). */
function proofOf(deps: GraphDeps, token: AccessToken): string {
  return createHmac('sha256', deps.app.secret).update(token.value).digest('hex');
}

function proofRefusal(deps: GraphDeps, token: AccessToken, proof: string | undefined): Refusal | undefined {
  if (proof === undefined) {
    if (!deps.requireAppSecretProof || token.kind === 'APP') return undefined;
    const words = 'API calls from the server require an appsecret_proof argument';
    return { code: 100, type: 'GraphMethodException', message: words, details: words };
  }
  const expected = Buffer.from(proofOf(deps, token));
  const given = Buffer.from(proof);
  if (given.length === expected.length && timingSafeEqual(given, expected)) return undefined;
  const words = 'Invalid appsecret_proof provided in the API argument';
  return { code: 100, type: 'GraphMethodException', message: words, details: words };
}

function expiredMessage(deps: GraphDeps, token: AccessToken): string {
  const expiredAt = new Date(token.expiresAtMs ?? 0).toUTCString();
  const now = new Date(deps.time.nowMs()).toUTCString();
  return `Error validating access token: Session has expired on ${expiredAt}. The current time is ${now}.`;
}

function refuse(refusal: Refusal): Authorisation {
  return { kind: 'refused', refusal };
}
