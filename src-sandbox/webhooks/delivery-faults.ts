import { z } from 'zod';

/**
 * What can go wrong with an attempt to deliver a webhook.
 *
 * @internal the test of docs/sandbox.md asks it
 */
const namedFaultSchema = z.enum([
  /** The attempt is lost on the way, and retried like any failed one. */
  'drop',
  /** The webhook never comes, as after Meta's seven days. */
  'lose',
  /** It is posted twice. */
  'duplicate',
  /** The callback's answer never reaches Meta: it counts as failed, whatever it was, and is retried. */
  'answer-lost',
  /** Meta hangs up as soon as the body is out, without hearing the answer, and retries. */
  'hang-up',
  /** Half of the body comes, with the signature of the whole; retried whole unless it is answered 200. */
  'truncate',
  /** The signature is not of this body; retried with the right one unless it is answered 200. */
  'bad-signature',
]);

/** What the next attempts to deliver a webhook meet. `delayMs`: it sets off so much later; the speed factor shortens it. */
export const deliveryFaultSchema = z.union([
  namedFaultSchema,
  z.strictObject({ delayMs: z.int().min(1).max(3_600_000) }),
]);
export type DeliveryFault = z.infer<typeof deliveryFaultSchema>;
