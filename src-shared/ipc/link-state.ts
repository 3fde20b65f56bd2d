import { z } from 'zod';

import { epochMsSchema } from '../lib/epoch-ms.ts';

/**
 * The state of the link to the relay, driven by what arrives and not by an open socket.
 *
 * connecting → catching_up → live; any → offline → connecting; any → signed_out | refused, which wait for a person.
 */
export const linkStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('connecting'), since: epochMsSchema }),
  z.object({
    state: z.literal('catching_up'),
    since: epochMsSchema,
    left: z.number().int().nonnegative(),
  }),
  z.object({ state: z.literal('live'), since: epochMsSchema }),
  z.object({
    state: z.literal('offline'),
    since: epochMsSchema,
    retryAt: epochMsSchema,
    reason: z.enum([
      'unreachable',
      /** It answers, and takes nobody for the moment. */
      'busy',
      'closed',
      'silent',
      'suspended',
      'no_network',
      'too_slow',
      'shutting_down',
    ]),
  }),
  /** The relay does not know the token. */
  z.object({ state: z.literal('signed_out'), since: epochMsSchema }),
  /** The relay will not serve this version. */
  z.object({
    state: z.literal('refused'),
    since: epochMsSchema,
    code: z.enum(['protocol_too_old', 'protocol_too_new', 'malformed']),
  }),
]);
export type LinkState = z.infer<typeof linkStateSchema>;
