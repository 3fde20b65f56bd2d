import { z } from 'zod';

import { epochMsSchema } from '../lib/epoch-ms.ts';
import { actorSchema } from './actor.ts';
import {
  commandIdSchema,
  conversationIdSchema,
  inboxIdSchema,
  messageNumberSchema,
  seqSchema,
  workspaceIdSchema,
} from './ids.ts';
import { messageDelaySchema } from './message-delay.ts';
import { messageStatusSchema } from './message-status.ts';

/**
 * One fact of a workspace's log. It holds nothing personal: `body` is numbers, times and codes. Names, phone numbers and
 * text stand beside the log as {@link PersonalContent}, and `contentHash` binds the event to it, so that content can be
 * erased without touching the log.
 */
function eventSchemaOf<Type extends string, Body extends z.ZodType>(type: Type, body: Body) {
  return z.object({
    workspaceId: workspaceIdSchema,
    seq: seqSchema,
    type: z.literal(type),
    v: z.literal(1),
    conversation: conversationIdSchema,
    at: epochMsSchema,
    actor: actorSchema,
    contentHash: z.string().nullable(),
    body,
  });
}

const messageKindSchema = z.enum(['text', 'unsupported']);

const arrivedBodySchema = z.object({
  message: messageNumberSchema,
  kind: messageKindSchema,
  sentAt: epochMsSchema,
});

export const eventSchema = z.discriminatedUnion('type', [
  /** First contact on this inbox. Content: name, phone. */
  eventSchemaOf('conversation.started', z.object({ inbox: inboxIdSchema })),
  /** The contact's own name changed. Content: name. */
  eventSchemaOf('contact.renamed', z.object({})),
  /** The customer wrote. Content: text. */
  eventSchemaOf('message.received', arrivedBodySchema),
  /** The owner answered on the phone. Takes the turn. Content: text. */
  eventSchemaOf('message.echoed', arrivedBodySchema),
  /** A command to send was taken over by the relay. Content: text. */
  eventSchemaOf(
    'message.accepted',
    z.object({ message: messageNumberSchema, commandId: commandIdSchema, sentAt: epochMsSchema }),
  ),
  /** The provider or the sender knows more about attempt `attempt` of an outbound message. */
  eventSchemaOf(
    'message.status',
    z.object({
      message: messageNumberSchema,
      attempt: z.number().int().positive(),
      status: messageStatusSchema,
      /** Why it failed: the provider's error code, for the catalogue of sentences; null unless `failed`. */
      failureCode: z.number().int().nullable(),
    }),
  ),
  /**
   * Attempt `attempt` of an outbound message can't leave yet. Appended when the wait is long enough to be seen; ended by
   * the next `message.status`.
   */
  eventSchemaOf(
    'message.delayed',
    z.object({
      message: messageNumberSchema,
      attempt: z.number().int().positive(),
      ...messageDelaySchema.shape,
    }),
  ),
  /** Somebody sends again what failed, or what was never settled: attempt `attempt` begins. */
  eventSchemaOf(
    'message.retried',
    z.object({ message: messageNumberSchema, attempt: z.number().int().positive(), commandId: commandIdSchema }),
  ),
  /** An agent has read the first `inbound` inbound messages. */
  eventSchemaOf('conversation.read', z.object({ inbound: z.number().int().nonnegative() })),
  /** A person is asked to take over. Takes the turn from whoever had it. Content: text (why), optional. */
  eventSchemaOf('handoff.requested', z.object({})),
]);
export type Event = z.infer<typeof eventSchema>;

/** What an event says of persons. A field is absent where the type has none, or hidden from this session. */
export const personalContentSchema = z.object({
  name: z.string().optional(),
  phone: z.string().optional(),
  text: z.string().optional(),
});
export type PersonalContent = z.infer<typeof personalContentSchema>;

/** An event with its content as one session may see it; `content` is null where there is none or it was erased. */
export const seenEventSchema = z.object({
  event: eventSchema,
  content: personalContentSchema.nullable(),
});
export type SeenEvent = z.infer<typeof seenEventSchema>;
