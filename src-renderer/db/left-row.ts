import { z } from 'zod';

import { conversationIdSchema, epochSchema, messageNumberSchema } from '../../src-shared/domain/ids.ts';

/** An attempt that nobody knows of, which the agent has decided to leave as it is. */
export const leftRowSchema = z.object({
  /** The life of the log that numbers the message. */
  epoch: epochSchema,
  conversation: conversationIdSchema,
  message: messageNumberSchema,
  attempt: z.number().int().positive(),
});
export type LeftRow = z.infer<typeof leftRowSchema>;

/** Null where `stored` can't be read by this version. */
export function fromLeftRow(stored: unknown): LeftRow | null {
  const row = leftRowSchema.safeParse(stored);
  return row.success ? row.data : null;
}
