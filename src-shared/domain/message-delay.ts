import { z } from 'zod';

import { epochMsSchema } from '../lib/epoch-ms.ts';

/** Why a message that was accepted has not left yet. */
export const messageDelaySchema = z.object({
  /**
   * - `pace`: this number or this customer is written to as often as the provider allows.
   * - `provider_away`: the provider can't be reached, or is in trouble itself.
   * - `number_stopped`: nothing leaves from this number until its owner has acted; `code` says why.
   */
  reason: z.enum(['pace', 'provider_away', 'number_stopped']),
  /** The provider's error code that led to it, for the catalogue of sentences; null where there is none. */
  code: z.number().int().nullable(),
  /** When it is tried again; null where nobody knows. */
  until: epochMsSchema.nullable(),
});
export type MessageDelay = z.infer<typeof messageDelaySchema>;

/** So long after a call without an answer nobody waits for a status any more: an agent may send again, warned of a double. */
export const UNKNOWN_PATIENCE_MS = 10 * 60 * 1000;
