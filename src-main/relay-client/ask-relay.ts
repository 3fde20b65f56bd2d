import type { z } from 'zod';

import {
  relayInfoSchema,
  sessionInfoSchema,
  type RelayInfo,
  type SessionInfo,
} from '../../src-shared/protocol/session-info.ts';
import { isBusyStatus } from './busy-status.ts';
import type { RelayAddress } from './relay-address.ts';

export type RelayAnswer<Value> =
  | { readonly kind: 'answer'; readonly value: Value }
  /** The relay does not know the token. */
  | { readonly kind: 'unauthorised' }
  /** It takes nobody for the moment. */
  | { readonly kind: 'busy'; readonly cause: string }
  /** No answer, an error of the relay, or an answer that nobody understands. */
  | { readonly kind: 'unreachable'; readonly cause: string };

const MOST_WAIT_MS = 10_000;

/** `GET /v1/session`: whom the token stands for. Aborted by `signal` or after 10 s it is `unreachable`. */
export async function askSession(
  relay: RelayAddress,
  token: string,
  signal: AbortSignal,
): Promise<RelayAnswer<SessionInfo>> {
  return ask(relay.sessionUrl, sessionInfoSchema, { headers: { authorization: `Bearer ${token}` }, signal });
}

/** `GET /v1/relay`: version and protocol of the relay; needs no token. */
export async function askRelayInfo(relay: RelayAddress): Promise<RelayAnswer<RelayInfo>> {
  return ask(relay.relayUrl, relayInfoSchema, {});
}

async function ask<Value>(
  url: string,
  schema: z.ZodType<Value>,
  request: { headers?: Record<string, string>; signal?: AbortSignal },
): Promise<RelayAnswer<Value>> {
  const tooLate = AbortSignal.timeout(MOST_WAIT_MS);
  const signal = request.signal === undefined ? tooLate : AbortSignal.any([request.signal, tooLate]);
  try {
    const response = await fetch(url, { headers: request.headers ?? {}, redirect: 'error', signal });
    if (response.status === 401) return { kind: 'unauthorised' };
    if (isBusyStatus(response.status)) return { kind: 'busy', cause: `status_${response.status}` };
    if (!response.ok) return { kind: 'unreachable', cause: `status_${response.status}` };
    const parsed = schema.safeParse(await response.json());
    return parsed.success ? { kind: 'answer', value: parsed.data } : { kind: 'unreachable', cause: 'malformed' };
  } catch (error) {
    return { kind: 'unreachable', cause: error instanceof Error ? error.name : 'unknown' };
  }
}
