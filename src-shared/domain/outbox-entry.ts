import { z } from 'zod';

import { commandAnswerSchema, commandSchema } from './command.ts';
import { epochMsSchema } from '../lib/epoch-ms.ts';

const [, staleAnswer, refusedAnswer, heldAnswer] = commandAnswerSchema.options;

/**
 * Why a command has not taken effect: the relay's answer, or `relay_restored`: it was written for another life of the
 * log, where its conversation's number may have meant another customer, and this console has not sent it on.
 */
const refusalCodeSchema = z.union([
  staleAnswer.shape.code,
  refusedAnswer.shape.code,
  heldAnswer.shape.code,
  z.literal('relay_restored'),
]);

/**
 * - `waiting`: for the link, or for its turn in the conversation. May still be discarded.
 * - `sending`: given to the relay at least once; only the relay's answer or event settles it.
 * - `stale`, `refused`, `held`: answered with `code`, or `stale` by `relay_restored` alone; a person decides; later ones of the conversation wait.
 */
const outboxStateSchema = z.enum(['waiting', 'sending', 'stale', 'refused', 'held']);

function entrySchemaOf<C extends z.ZodType>(command: C) {
  return z.object({
    command,
    state: outboxStateSchema,
    /** Null unless `state` is one of the answered ones. */
    code: refusalCodeSchema.nullable(),
    queuedAt: epochMsSchema,
  });
}

const [sendCommand, retryCommand, , handoffCommand] = commandSchema.options;

/** A command of this console that is not settled yet. */
export const outboxEntrySchema = entrySchemaOf(commandSchema);
export type OutboxEntry = z.infer<typeof outboxEntrySchema>;

export const queuedSendSchema = entrySchemaOf(sendCommand);
export type QueuedSend = z.infer<typeof queuedSendSchema>;

export const queuedRetrySchema = entrySchemaOf(retryCommand);
export type QueuedRetry = z.infer<typeof queuedRetrySchema>;

export const queuedHandoffSchema = entrySchemaOf(handoffCommand);
export type QueuedHandoff = z.infer<typeof queuedHandoffSchema>;

/** What a thread shows of the outbox. */
export const queuedEntrySchema = z.union([queuedSendSchema, queuedRetrySchema, queuedHandoffSchema]);
export type QueuedEntry = z.infer<typeof queuedEntrySchema>;

/** Answered without being taken: a person decides. */
export function isCard({ state }: Pick<OutboxEntry, 'state'>): boolean {
  return state !== 'waiting' && state !== 'sending';
}
