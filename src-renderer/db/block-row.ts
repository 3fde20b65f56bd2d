import { z } from 'zod';

import type { Conversation } from '../../src-shared/domain/conversation.ts';
import { conversationIdSchema, type ConversationId } from '../../src-shared/domain/ids.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import { fromConversationRow, toConversationRow, type ConversationRow } from './conversation-row.ts';
import { fromMessageRow, toMessageRow, type MessageRow } from './message-row.ts';

/** Where a block stands in its snapshot: page, and part of the page. Blocks in this order are the list, newest first. */
export type BlockKey = [page: number, part: number];

type Placed = { readonly page: number; readonly part: number };

/** Some conversations of a snapshot. `members` are theirs alone to be found by. */
export type BlockRow = Placed & {
  readonly members: readonly ConversationId[];
  readonly conversations: readonly ConversationRow[];
};

/** The messages that the snapshot brought with them, beside the block: the list is read without them. */
export type BlockMessagesRow = Placed & { readonly messages: readonly MessageRow[] };

const blockSchema = z.object({
  page: z.number(),
  part: z.number(),
  members: z.array(conversationIdSchema),
  conversations: z.array(z.unknown()),
});
const blockMessagesSchema = z.object({ messages: z.array(z.looseObject({ conversation: z.number() })) });

/** One conversation of a snapshot with the messages that came with it. */
export type SnapshotEntry = { readonly conversation: Conversation; readonly messages: readonly Message[] };

export function toBlockRow([page, part]: BlockKey, entries: readonly SnapshotEntry[]): BlockRow {
  return {
    page,
    part,
    members: entries.map(({ conversation }) => conversation.id),
    conversations: entries.map(({ conversation }) => toConversationRow(conversation)),
  };
}

export function toBlockMessagesRow([page, part]: BlockKey, entries: readonly SnapshotEntry[]): BlockMessagesRow {
  return { page, part, messages: entries.flatMap(({ messages }) => messages.map(toMessageRow)) };
}

/** Throws where `stored` is not such a row: the cache is corrupt. */
export function fromBlockRow(stored: unknown): { readonly key: BlockKey; readonly conversations: Conversation[] } {
  const { page, part, conversations } = blockSchema.parse(stored);
  return { key: [page, part], conversations: conversations.map(fromConversationRow) };
}

/** Those of `conversation` alone are parsed. Throws where `stored` is not such a row: the cache is corrupt. */
export function messagesOfBlock(stored: unknown, conversation: ConversationId): Message[] {
  const { messages } = blockMessagesSchema.parse(stored);
  return messages.filter((row) => row.conversation === conversation).map(fromMessageRow);
}
