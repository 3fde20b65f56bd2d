import { z } from 'zod';

import { conversationSchema } from '../domain/conversation.ts';
import { epochSchema, seqSchema } from '../domain/ids.ts';
import { messageSchema } from '../domain/message.ts';

/** Messages of a conversation that a snapshot carries at most; older ones come by history pages. */
export const SNAPSHOT_MESSAGES = 50;

/** One page of the workspace as of one `seq`, newest conversations first. Usable after the first; whole when `done`. */
export const snapshotSchema = z.object({
  type: z.literal('snapshot'),
  epoch: epochSchema,
  seq: seqSchema,
  /** Counts from 0. Page 0 replaces everything the console had. */
  page: z.number().int().nonnegative(),
  /** Conversations in all pages together, for a real progress figure. */
  total: z.number().int().nonnegative(),
  done: z.boolean(),
  conversations: z.array(z.object({ conversation: conversationSchema, messages: z.array(messageSchema) })),
});
export type Snapshot = z.infer<typeof snapshotSchema>;
