import { z } from 'zod';
import { callFaultSchema } from '../graph/call-fault.ts';
import { closedWindowAnswers } from '../graph/closed-window.ts';
import { sendFaultSchema } from '../graph/send-fault.ts';
import { accountEventFields } from '../webhooks/account-event.ts';
import { deliveryModes } from '../webhooks/deliverer.ts';
import { deliveryFaultSchema } from '../webhooks/delivery-faults.ts';
import { metaJson } from '../webhooks/escape.ts';
import { MAX_BODY_BYTES } from '../webhooks/pack.ts';
import { errorCodeSchema } from '../world/error-codes.ts';
import { wamidSchema } from '../world/ids.ts';
import { reportedStatuses } from '../world/status.ts';
import { statusModes } from '../world/status-director.ts';

/** What the actions about Meta itself take: deliveries, Graph, the account and the clock. */
const MAX_FAULTS = 100_000;
const LONGEST_FAULT_SECONDS = 7 * 24 * 60 * 60;

/** How long an order for faults stands: for the next so many, or for so many seconds of the world's clock. */
const span = {
  count: z.int().min(1).max(MAX_FAULTS).optional(),
  forSeconds: z.number().positive().max(LONGEST_FAULT_SECONDS).optional(),
};

function isOneSpan({ count, forSeconds }: { readonly count?: unknown; readonly forSeconds?: unknown }): boolean {
  return count === undefined || forSeconds === undefined;
}

const twoSpans = 'give either count or forSeconds';
export const sendFaultsSchema = z.strictObject({ fault: sendFaultSchema, ...span }).refine(isOneSpan, twoSpans);
export const callFaultsSchema = z.strictObject({ fault: callFaultSchema, ...span }).refine(isOneSpan, twoSpans);
export const deliveryFaultsSchema = z.strictObject({ fault: deliveryFaultSchema, ...span }).refine(isOneSpan, twoSpans);

export const tokenSchema = z.strictObject({
  token: z.string().min(1),
  becomes: z.enum(['expired', 'invalidated', 'valid']),
});
/** Without `livesSeconds`, for ever. */
export const issueTokenSchema = z.strictObject({ livesSeconds: z.int().min(1).optional() });

export const callbackSchema = z.strictObject({ url: z.url({ protocol: /^https?$/ }) });

export const emitStatusSchema = z
  .strictObject({
    wamid: wamidSchema,
    status: z.enum(reportedStatuses),
    /** The reason of a `failed`; 131000 when left out. */
    errorCode: errorCodeSchema.optional(),
  })
  .refine(({ status, errorCode }) => status === 'failed' || errorCode === undefined, 'errorCode belongs to failed');

export const modesSchema = z
  .strictObject({
    statuses: z.enum(statusModes).optional(),
    closedWindow: z.enum(closedWindowAnswers).optional(),
    deliveries: z.enum(deliveryModes).optional(),
  })
  .refine((modes) => Object.keys(modes).length > 0, 'name at least one mode');

/** `GET /control/account-event` shows what each field's value looks like. */
export const accountEventSchema = z.strictObject({
  field: z.enum(accountEventFields),
  value: z.record(z.string(), z.unknown()),
});
export const numberErrorSchema = z.strictObject({ code: errorCodeSchema, details: z.string().min(1).optional() });

export const rawPostSchema = z.strictObject({
  bodyBase64: z.base64(),
  /** `valid` signs the bytes, `none` leaves the header out, anything else is sent as the header's value. */
  signature: z.string().default('valid'),
});
export const payloadSchema = z.strictObject({
  payload: z
    .record(z.string(), z.unknown())
    .refine((payload) => metaJson(payload).length <= MAX_BODY_BYTES, `a webhook has at most ${MAX_BODY_BYTES} bytes`),
});
export const settleSchema = z.strictObject({ timeoutMs: z.int().min(1).max(600_000).default(30_000) });

const YEAR_SECONDS = 366 * 24 * 60 * 60;
export const advanceClockSchema = z.strictObject({ seconds: z.number().positive().max(YEAR_SECONDS) });

/** How long a fault stands, for callers: `count` 1 when neither is given. */
export type FaultSpan = { readonly count?: number; readonly forSeconds?: number };
