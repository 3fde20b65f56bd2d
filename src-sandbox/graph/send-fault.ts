import { z } from 'zod';
import { errorCodeSchema } from '../world/error-codes.ts';
import {
  delayFaultSchema,
  dropFaultSchema,
  errorCodeFaultSchema,
  noAnswerFaultSchema,
  serverErrorFaultSchema,
} from './call-fault.ts';

/** What the next well-formed sends meet; marking as read meets none of it. */
export const sendFaultSchema = z.discriminatedUnion('kind', [
  errorCodeFaultSchema,
  delayFaultSchema,
  dropFaultSchema,
  serverErrorFaultSchema,
  noAnswerFaultSchema,
  /** Accepted, then reported `failed` with the code. */
  z.strictObject({ kind: z.literal('failed-status'), code: errorCodeSchema }),
]);
export type SendFault = z.infer<typeof sendFaultSchema>;
export type SendFaultOrder = z.input<typeof sendFaultSchema>;
