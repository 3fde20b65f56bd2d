import { z } from 'zod';

import { commandAnswerSchema, commandSchema } from './command.ts';
import { epochMsSchema } from '../lib/epoch-ms.ts';

const [, staleAnswer, refusedAnswer, heldAnswer] = commandAnswerSchema.options;

/** Why the relay did not take a command. */
const refusalCodeSchema = z.union([staleAnswer.shape.code, refusedAnswer.shape.code, heldAnswer.shape.code]);

/**
 * - `waiting`: for the link, or for its turn in the conversation. May still be discarded.
 * - `sending`: given to the relay at least once; only the relay's answer or event settles it.
 * - `stale`, `refused`, `held`: answered with `code`; a person decides; later ones of the conversation wait.
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

const [sendCommand, , handoffCommand] = commandSchema.options;

/** A command of this console that is not settled yet. */
export const outboxEntrySchema = entrySchemaOf(commandSchema);
export type OutboxEntry = z.infer<typeof outboxEntrySchema>;

export const queuedSendSchema = entrySchemaOf(sendCommand);
export type QueuedSend = z.infer<typeof queuedSendSchema>;

export const queuedHandoffSchema = entrySchemaOf(handoffCommand);
export type QueuedHandoff = z.infer<typeof queuedHandoffSchema>;
