import { z } from 'zod';

/** What the next sends meet. `accepted` says whether the message goes out all the same. */
export const sendFaultSchema = z.discriminatedUnion('kind', [
  /** Refused with a code of Meta's table. */
  z.strictObject({ kind: z.literal('error-code'), code: z.int().min(0) }),
  /** A gateway's answer, not Graph's. */
  z.strictObject({
    kind: z.literal('server-error'),
    httpStatus: z.union([z.literal(500), z.literal(502), z.literal(503), z.literal(504)]),
    accepted: z.boolean().default(false),
  }),
  /** Accepted, but the caller never hears: the line is cut, or stays silent until the caller gives up. */
  z.strictObject({ kind: z.literal('no-answer'), line: z.enum(['cut', 'silent']).default('cut') }),
  /** Accepted, then reported `failed` with the code. */
  z.strictObject({ kind: z.literal('failed-status'), code: z.int().min(0) }),
]);
export type SendFault = z.infer<typeof sendFaultSchema>;
export type SendFaultOrder = z.input<typeof sendFaultSchema>;
