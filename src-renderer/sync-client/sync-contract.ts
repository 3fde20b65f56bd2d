import { z } from 'zod';

import { commandSchema } from '../../src-shared/domain/command.ts';
import type { Conversation } from '../../src-shared/domain/conversation.ts';
import { commandIdSchema, conversationIdSchema, messageNumberSchema, seqSchema } from '../../src-shared/domain/ids.ts';
import { messageSchema } from '../../src-shared/domain/message.ts';
import { MAX_TEXT_LENGTH } from '../../src-shared/domain/text-limits.ts';
import { queuedEntrySchema } from '../../src-shared/domain/outbox-entry.ts';
import { syncStatusSchema } from './sync-status.ts';

/**
 * The port between a window and the sync worker.
 *
 * 1. The worker says `link_wanted` when it has no port to main; the window fetches one and gives it as `link`.
 * 2. `subscribe` is answered by `update`s under the same id until `unsubscribe`: the first one (or, for the list, the
 *    first few) carry all, with `reset` on the first; later ones only what changed. A `reset` in between replaces all.
 * 3. Each `call` is answered by one `reply` under the same id.
 *
 * Both sides parse what arrives. The rows of the list alone pass unparsed: the worker parsed them when it read them, and
 * 50,000 of them would cost the window its first second.
 */
export const topicSchema = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('conversations') }),
  z.object({ topic: z.literal('thread'), conversation: conversationIdSchema }),
  z.object({ topic: z.literal('draft'), conversation: conversationIdSchema }),
  z.object({ topic: z.literal('status') }),
]);
export type Topic = z.infer<typeof topicSchema>;

const unparsedRowsSchema = z.custom<readonly Conversation[]>((value) => Array.isArray(value));

const leftAttemptSchema = z.object({ message: messageNumberSchema, attempt: z.number().int().positive() });
export type LeftAttempt = z.infer<typeof leftAttemptSchema>;

export const updateSchema = z.discriminatedUnion('topic', [
  z.object({ topic: z.literal('conversations'), reset: z.boolean(), upserts: unparsedRowsSchema }),
  z.object({
    topic: z.literal('thread'),
    reset: z.boolean(),
    upserts: z.array(messageSchema).readonly(),
    /** All of the conversation's, each time, in order. */
    queued: z.array(queuedEntrySchema).readonly(),
    /** Attempts of the conversation that the agent leaves as they are: all, each time. */
    left: z.array(leftAttemptSchema).readonly(),
    hasOlder: z.boolean(),
  }),
  z.object({ topic: z.literal('draft'), text: z.string() }),
  z.object({ topic: z.literal('status'), status: syncStatusSchema }),
]);
export type Update = z.infer<typeof updateSchema>;
export type UpdateOf<Name extends Update['topic']> = Extract<Update, { topic: Name }>;

const [sendCommand, retryCommand, readCommand, handoffCommand] = commandSchema.options;

/** A command without its id, which the worker gives. */
export const intentSchema = z.discriminatedUnion('type', [
  sendCommand.omit({ id: true }),
  retryCommand.omit({ id: true }),
  readCommand.omit({ id: true }),
  handoffCommand.omit({ id: true }),
]);
export type Intent = z.infer<typeof intentSchema>;

export const requestSchema = z.discriminatedUnion('call', [
  z.object({ call: z.literal('queue'), intent: intentSchema }),
  z.object({ call: z.literal('discard'), command: commandIdSchema }),
  /** The queued message becomes the end of its conversation's draft; `draft` is not told, for the window puts it in. */
  z.object({ call: z.literal('edit_queued'), command: commandIdSchema }),
  z.object({
    call: z.literal('send_anyway'),
    command: commandIdSchema,
    basedOn: seqSchema,
    turn: z.number().int().nonnegative(),
  }),
  /** Nobody knows of this attempt, and the agent leaves it so. */
  z.object({ call: z.literal('leave_attempt'), conversation: conversationIdSchema, ...leftAttemptSchema.shape }),
  z.object({
    call: z.literal('save_draft'),
    conversation: conversationIdSchema,
    text: z.string().max(4 * MAX_TEXT_LENGTH),
  }),
  z.object({ call: z.literal('load_older'), conversation: conversationIdSchema }),
  z.object({ call: z.literal('dismiss_notice') }),
]);
export type Request = z.infer<typeof requestSchema>;

export const replySchema = z.discriminatedUnion('outcome', [
  /** Done, and durable where it writes. */
  z.object({ outcome: z.literal('done') }),
  /** For `discard`, `edit_queued` and `send_anyway`: the relay may have it already, or it is settled. */
  z.object({ outcome: z.literal('too_late') }),
  z.object({ outcome: z.literal('older'), hasMore: z.boolean() }),
  /** For `load_older`: nothing more is on this device and the relay can't be reached. */
  z.object({ outcome: z.literal('offline') }),
  /** The request did not parse, or no profile is open. */
  z.object({
    outcome: z.literal('failed'),
    code: z.enum(['malformed', 'no_profile', 'storage']),
    detail: z.string(),
  }),
]);
export type Reply = z.infer<typeof replySchema>;

const callIdSchema = z.number().int().nonnegative();

export const windowMessageSchema = z.discriminatedUnion('kind', [
  /** Carries one transferred port: the other end is main. */
  z.object({ kind: z.literal('link') }),
  z.object({ kind: z.literal('subscribe'), id: callIdSchema, topic: topicSchema }),
  z.object({ kind: z.literal('unsubscribe'), id: callIdSchema }),
  z.object({ kind: z.literal('call'), id: callIdSchema, request: requestSchema }),
]);
export type WindowMessage = z.infer<typeof windowMessageSchema>;

/** As much of a call as is needed to answer one whose request does not parse. */
export const callEnvelopeSchema = z.object({ kind: z.literal('call'), id: callIdSchema });

export const workerMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('link_wanted') }),
  z.object({ kind: z.literal('update'), id: callIdSchema, update: updateSchema }),
  z.object({ kind: z.literal('reply'), id: callIdSchema, reply: replySchema }),
]);
export type WorkerMessage = z.infer<typeof workerMessageSchema>;
