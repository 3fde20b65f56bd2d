import { z } from 'zod';

import { commandIdSchema, conversationIdSchema, messageNumberSchema, seqSchema, workspaceIdSchema } from './ids.ts';
import { MAX_TEXT_LENGTH } from './text-limits.ts';

/** What an agent does, with what its author had seen: `basedOn` and `turn` are checked at the relay, always. */
function commandSchemaOf<Type extends string, Body extends z.ZodType>(type: Type, body: Body) {
  return z.object({
    id: commandIdSchema,
    workspaceId: workspaceIdSchema,
    conversation: conversationIdSchema,
    /** The conversation's `asOf` on the author's screen. */
    basedOn: seqSchema,
    /** The conversation's `turn` on the author's screen. */
    turn: z.number().int().nonnegative(),
    type: z.literal(type),
    body,
  });
}

export const commandSchema = z.discriminatedUnion('type', [
  commandSchemaOf('message.send', z.object({ text: z.string().trim().min(1).max(MAX_TEXT_LENGTH) })),
  /** Sends again what failed, or what nobody knows of for long: the author has seen attempt `after` end so. */
  commandSchemaOf('message.retry', z.object({ message: messageNumberSchema, after: z.number().int().positive() })),
  commandSchemaOf('conversation.mark_read', z.object({ inbound: z.number().int().nonnegative() })),
  commandSchemaOf('handoff.request', z.object({ note: z.string().max(MAX_TEXT_LENGTH) })),
]);
export type Command = z.infer<typeof commandSchema>;

/**
 * - `accepted`: took effect, once, at `seq`.
 * - `stale`: the author had not seen something that matters; nothing happened; the author decides.
 * - `refused`: can never take effect as it is.
 * - `held`: not now; kept by the author's console with the choices.
 */
export const commandAnswerSchema = z.discriminatedUnion('outcome', [
  z.object({
    id: commandIdSchema,
    outcome: z.literal('accepted'),
    code: z.literal('done'),
    seq: seqSchema,
  }),
  z.object({
    id: commandIdSchema,
    outcome: z.literal('stale'),
    code: z.enum(['newer_reply', 'turn_moved']),
    seq: z.null(),
  }),
  z.object({
    id: commandIdSchema,
    outcome: z.literal('refused'),
    code: z.enum(['malformed', 'wrong_workspace', 'unknown_conversation', 'not_allowed', 'not_retryable']),
    seq: z.null(),
  }),
  z.object({
    id: commandIdSchema,
    outcome: z.literal('held'),
    code: z.enum(['window_closed']),
    seq: z.null(),
  }),
]);
export type CommandAnswer = z.infer<typeof commandAnswerSchema>;
