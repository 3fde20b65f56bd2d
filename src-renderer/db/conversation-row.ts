import type { z } from 'zod';

import { conversationSchema, type Conversation } from '../../src-shared/domain/conversation.ts';
import { sealedSchema, seal, unseal } from './seal.ts';

const OF_PERSONS = { name: true, phone: true, lastMessage: true } as const;

const sealedPartSchema = conversationSchema.pick(OF_PERSONS);
const rowSchema = conversationSchema.omit(OF_PERSONS).extend({ sealed: sealedSchema });
export type ConversationRow = z.infer<typeof rowSchema>;

export function toConversationRow(conversation: Conversation): ConversationRow {
  const { name, phone, lastMessage, ...open } = conversation;
  return { ...open, sealed: seal({ name, phone, lastMessage }) };
}

/** Throws where `stored` is not such a row: the cache is corrupt. */
export function fromConversationRow(stored: unknown): Conversation {
  const { sealed, ...open } = rowSchema.parse(stored);
  return { ...open, ...sealedPartSchema.parse(unseal(sealed)) };
}
