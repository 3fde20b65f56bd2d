import { z } from 'zod';
import { errorCodeSchema } from '../world/error-codes.ts';

const gatewayStatus = z.union([z.literal(500), z.literal(502), z.literal(503), z.literal(504)]);
const line = z.enum(['cut', 'silent']).default('cut');
const LONGEST_DELAY_MS = 600_000;

/** Refused with a code of Meta's table. */
export const errorCodeFaultSchema = z.strictObject({
  kind: z.literal('error-code'),
  code: errorCodeSchema,
  subcode: z.int().min(0).optional(),
});

/** The answer comes late; what it says is not touched. */
export const delayFaultSchema = z.strictObject({
  kind: z.literal('delay'),
  delayMs: z.int().min(1).max(LONGEST_DELAY_MS),
});

/** Lost on the way: nothing happens, and the caller never hears. */
export const dropFaultSchema = z.strictObject({ kind: z.literal('drop'), line });

/** A gateway's answer, not Graph's. `accepted`: the call did its work all the same. */
export const serverErrorFaultSchema = z.strictObject({
  kind: z.literal('server-error'),
  httpStatus: gatewayStatus,
  accepted: z.boolean().default(false),
});

/** The call does its work, but the caller never hears: the line is cut, or stays silent until the caller gives up. */
export const noAnswerFaultSchema = z.strictObject({ kind: z.literal('no-answer'), line });

/** What the next Graph calls of any kind meet, be their token good or not. */
export const callFaultSchema = z.discriminatedUnion('kind', [
  errorCodeFaultSchema,
  delayFaultSchema,
  dropFaultSchema,
  serverErrorFaultSchema,
  noAnswerFaultSchema,
]);
export type CallFault = z.infer<typeof callFaultSchema>;
export type CallFaultOrder = z.input<typeof callFaultSchema>;
