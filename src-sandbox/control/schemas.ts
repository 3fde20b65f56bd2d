import { z } from 'zod';
import { sendFaultSchema } from '../graph/send-fault.ts';
import { closedWindowAnswers } from '../graph/accept-send.ts';
import { deliveryFaultSchema } from '../webhooks/delivery-faults.ts';
import { waIdSchema, wamidSchema } from '../world/ids.ts';
import { reportedStatuses } from '../world/status.ts';
import { statusModes } from '../world/status-director.ts';

/** What the control door takes and gives, read by the routes and by the client. */
const MAX_FAULTS = 100_000;
const count = z.int().min(1).max(MAX_FAULTS).default(1);
const text = z.string().min(1).max(4096);
const atSeconds = z.int().min(0).optional();

export const customerWritesSchema = z.strictObject({
  from: waIdSchema,
  name: z.string().min(1).optional(),
  text,
  /** When it was written, in Unix seconds; now, when left out. */
  atSeconds,
});

export const phoneAnswersSchema = z.strictObject({ to: waIdSchema, text, atSeconds });

export const callbackSchema = z.strictObject({ url: z.url({ protocol: /^https?$/ }) });

export const emitStatusSchema = z
  .strictObject({
    wamid: wamidSchema,
    status: z.enum(reportedStatuses),
    /** The reason of a `failed`; 131000 when left out. */
    errorCode: z.int().optional(),
  })
  .refine(({ status, errorCode }) => status === 'failed' || errorCode === undefined, 'errorCode belongs to failed');

export const modesSchema = z.strictObject({
  statuses: z.enum(statusModes).optional(),
  closedWindow: z.enum(closedWindowAnswers).optional(),
});

export const orderSendFaultSchema = z.strictObject({ fault: sendFaultSchema, count });
export const orderDeliveryFaultSchema = z.strictObject({ fault: deliveryFaultSchema, count });

export const rawPostSchema = z.strictObject({
  bodyBase64: z.base64(),
  /** `valid` signs the bytes, `none` leaves the header out, anything else is sent as the header's value. */
  signature: z.string().default('valid'),
});

export const payloadSchema = z.strictObject({ payload: z.record(z.string(), z.unknown()) });

export const settleSchema = z.strictObject({ timeoutMs: z.int().min(1).max(600_000).default(30_000) });

export const wamidAnswerSchema = z.object({ wamid: wamidSchema });

export const handshakeSchema = z.discriminatedUnion('verified', [
  z.object({ verified: z.literal(true) }),
  z.object({ verified: z.literal(false), reason: z.string(), status: z.int().optional() }),
]);

export const rawAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answered'), status: z.int(), body: z.string() }),
  z.object({ kind: z.literal('unreachable'), reason: z.string() }),
]);

const pendingSchema = z.object({ deliveries: z.int(), statuses: z.int() });

export const settledSchema = z.object({ settled: z.boolean(), pending: pendingSchema });

const sendSchema = z.object({
  wamid: wamidSchema,
  /** The address exactly as the caller wrote it. */
  input: z.string(),
  /** Digits that were dialled; absent when addressed by user id. */
  waId: z.string().optional(),
  text: z.string(),
  replyTo: z.string().optional(),
  bizOpaqueCallbackData: z.string().optional(),
  acceptedAtSeconds: z.int(),
  /** The code this send is going to fail with. */
  failsWith: z.int().optional(),
});
export type SandboxSend = z.infer<typeof sendSchema>;
export const sendsSchema = z.object({ sends: z.array(sendSchema) });

const messageSchema = z.object({
  wamid: wamidSchema,
  author: z.enum(['customer', 'phone', 'api']),
  text: z.string(),
  atSeconds: z.int(),
  /** The customer's view of an API message; of their own, `read` once the business marked it read. */
  status: z.enum(['accepted', ...reportedStatuses]).optional(),
});

const customerSchema = z.object({
  waId: waIdSchema,
  userId: z.string(),
  name: z.string().optional(),
  windowOpen: z.boolean(),
  messages: z.array(messageSchema),
});
export type SandboxCustomer = z.infer<typeof customerSchema>;

export const stateSchema = z.object({
  account: z.object({ wabaId: z.string(), phoneNumberId: z.string(), displayPhoneNumber: z.string() }),
  callbackUrl: z.string().optional(),
  /** How the latest handshake with the callback URL went. */
  handshake: handshakeSchema.optional(),
  modes: z.object({ statuses: z.enum(statusModes), closedWindow: z.enum(closedWindowAnswers) }),
  deliveries: z.object({ delivered: z.int(), failedAttempts: z.int(), givenUp: z.int() }),
  pending: pendingSchema,
  customers: z.array(customerSchema),
});
export type SandboxState = z.infer<typeof stateSchema>;
