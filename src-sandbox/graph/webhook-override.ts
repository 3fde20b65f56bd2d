import { z } from 'zod';
import type { Override } from '../world/subscriptions.ts';
import type { GraphDeps } from './graph-deps.ts';
import { invalidParameter, missingParameter, type Refusal } from './graph-error.ts';

const LONGEST_ADDRESS = 200;

/** Another callback address and the token of its handshake (facts §1.3). */
export const overrideSchema = z.object({
  override_callback_uri: z.string().max(LONGEST_ADDRESS),
  verify_token: z.string().min(1).optional(),
});

export type OverrideOrder = z.infer<typeof overrideSchema>;

type Overriding =
  | { readonly kind: 'verified'; readonly override: Override }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Graph's code for a callback that does not answer its handshake. */
const CALLBACK_VERIFICATION_FAILED = 2200;

/** Runs the handshake with the new address (facts §1.1); it becomes an override only when that succeeds. */
export async function overrideFrom(deps: GraphDeps, order: OverrideOrder): Promise<Overriding> {
  const { override_callback_uri: url, verify_token: verifyToken } = order;
  if (!z.url({ protocol: /^https?$/ }).safeParse(url).success) {
    return { kind: 'refused', refusal: invalidParameter('Param override_callback_uri must be a valid URI.') };
  }
  if (verifyToken === undefined) return { kind: 'refused', refusal: missingParameter('verify_token') };
  const callback = deps.connect(url, verifyToken);
  const handshake = await callback.verify(deps.ids.challenge());
  if (handshake.verified) return { kind: 'verified', override: { url, callback } };
  callback.close();
  const words = `Callback verification failed with the following errors: ${handshake.reason}`;
  return {
    kind: 'refused',
    refusal: {
      code: CALLBACK_VERIFICATION_FAILED,
      message: `(#${CALLBACK_VERIFICATION_FAILED}) ${words}`,
      details: words,
    },
  };
}
