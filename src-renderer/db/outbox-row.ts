import { z } from 'zod';

import { commandSchema } from '../../src-shared/domain/command.ts';
import { epochSchema, type Epoch } from '../../src-shared/domain/ids.ts';
import { outboxEntrySchema, type OutboxEntry } from '../../src-shared/domain/outbox-entry.ts';
import { sealedSchema, seal, unseal } from './seal.ts';

/** The place of an entry in the outbox, in the order queued. */
const orderSchema = z.number().int().positive();

/** An outbox entry with its place, and the life of the log that its author saw; null = it is not known. */
export type JournalEntry = OutboxEntry & { readonly order: number; readonly epoch: Epoch | null };

export const outboxRowSchema = outboxEntrySchema.omit({ command: true }).extend({
  order: orderSchema,
  epoch: epochSchema.nullable().default(null),
  /** The whole command: it holds what the agent wrote. */
  sealed: sealedSchema,
});
export type OutboxRow = z.infer<typeof outboxRowSchema>;

export function toOutboxRow(entry: JournalEntry): OutboxRow {
  const { command, ...open } = entry;
  return { ...open, sealed: seal(command) };
}

/** Null where `stored` can't be read by this version: it is left for one that can. */
export function fromOutboxRow(stored: unknown): JournalEntry | null {
  const row = outboxRowSchema.safeParse(stored);
  if (!row.success) return null;
  const { sealed, ...open } = row.data;
  const command = commandSchema.safeParse(unseal(sealed));
  return command.success ? { ...open, command: command.data } : null;
}
