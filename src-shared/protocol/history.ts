import { z } from 'zod';

import { conversationIdSchema, messageNumberSchema } from '../domain/ids.ts';
import { messageSchema } from '../domain/message.ts';

/** Messages in a history page at most. */
export const MAX_HISTORY_PAGE = 200;

/** Asks for messages numbered below `before`, newest first. */
export const readHistorySchema = z.object({
  type: z.literal('read_history'),
  conversation: conversationIdSchema,
  before: messageNumberSchema,
  limit: z.number().int().positive().max(MAX_HISTORY_PAGE),
});
export type ReadHistory = z.infer<typeof readHistorySchema>;

export const historyPageSchema = z.object({
  type: z.literal('history_page'),
  conversation: conversationIdSchema,
  before: messageNumberSchema,
  messages: z.array(messageSchema),
  hasMore: z.boolean(),
});
export type HistoryPage = z.infer<typeof historyPageSchema>;
