import { z } from 'zod';
import { callFaultSchema } from '../graph/call-fault.ts';
import { closedWindowAnswers } from '../graph/closed-window.ts';
import { sendFaultSchema } from '../graph/send-fault.ts';
import { deliveryModes } from '../webhooks/deliverer.ts';
import { deliveryFaultSchema } from '../webhooks/delivery-faults.ts';
import { waIdSchema, wamidSchema } from '../world/ids.ts';
import { reportedStatuses } from '../world/status.ts';
import { statusModes } from '../world/status-director.ts';

/** What the control door gives, read by the client. */
export const wamidAnswerSchema = z.object({ wamid: wamidSchema });
export const wamidsAnswerSchema = z.object({ wamids: z.array(wamidSchema) });
export const userIdAnswerSchema = z.object({ userId: z.string() });
export const tokenAnswerSchema = z.object({ token: z.string() });

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
  type: z.string(),
  replyTo: z.string().optional(),
  bizOpaqueCallbackData: z.string().optional(),
  acceptedAtSeconds: z.int(),
  /** The code this send is going to fail with. */
  failsWith: z.int().optional(),
});
export type SandboxSend = z.infer<typeof sendSchema>;
export const sendsAnswerSchema = z.object({ sends: z.array(sendSchema) });

const messageSchema = z.object({
  wamid: wamidSchema,
  author: z.enum(['customer', 'phone', 'api']),
  type: z.string(),
  /** What it says in one line. */
  text: z.string(),
  /** What stands under the type's name in a webhook. */
  body: z.unknown(),
  atSeconds: z.int(),
  replyTo: z.string().optional(),
  isEdited: z.boolean(),
  isRevoked: z.boolean(),
  reactions: z.array(z.object({ by: z.enum(['customer', 'business']), emoji: z.string() })),
  /** The customer's view of an API message; of their own, `read` once the business marked it read. */
  status: z.enum(['accepted', ...reportedStatuses]).optional(),
});
export type SandboxMessage = z.infer<typeof messageSchema>;
export const conversationAnswerSchema = z.object({ messages: z.array(messageSchema), total: z.int() });

const customerSchema = z.object({
  waId: waIdSchema,
  userId: z.string(),
  alias: z.string(),
  name: z.string().optional(),
  username: z.string().optional(),
  parentUserId: z.string().optional(),
  hidesPhone: z.boolean(),
  hidesReceipts: z.boolean(),
  chatOpen: z.boolean(),
  windowOpen: z.boolean(),
  windowClosesAtSeconds: z.int().optional(),
  messageCount: z.int(),
  /** The last 50; `conversation` gives all. */
  messages: z.array(messageSchema),
});
export type SandboxCustomer = z.infer<typeof customerSchema>;
export const customerAnswerSchema = z.object({ customer: customerSchema });

function standing<Fault extends z.ZodType>(fault: Fault) {
  return z.array(z.object({ fault, left: z.int().optional(), leftMs: z.number().optional() }));
}

export const stateSchema = z.object({
  account: z.object({ wabaId: z.string(), phoneNumberId: z.string(), displayPhoneNumber: z.string() }),
  nowSeconds: z.int(),
  number: z.object({ state: z.enum(['connected', 'offboarded', 'disconnected']), phoneUsedSeconds: z.int() }),
  callbackUrl: z.string().optional(),
  /** How the latest handshake with the callback URL went. */
  handshake: handshakeSchema.optional(),
  modes: z.object({
    statuses: z.enum(statusModes),
    closedWindow: z.enum(closedWindowAnswers),
    deliveries: z.enum(deliveryModes),
  }),
  /** Faults that are ordered and still stand, in the order in which they are met. */
  faults: z.object({
    sends: standing(sendFaultSchema),
    calls: standing(callFaultSchema),
    deliveries: standing(deliveryFaultSchema),
  }),
  deliveries: z.object({ delivered: z.int(), failedAttempts: z.int(), givenUp: z.int() }),
  pending: pendingSchema,
  customers: z.array(customerSchema),
});
export type SandboxState = z.infer<typeof stateSchema>;
