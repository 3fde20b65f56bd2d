import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { Message } from '../../src-shared/domain/message.ts';

/** What a transaction has changed, as it is after it. */
export type Touched = { readonly conversations: readonly Conversation[]; readonly messages: readonly Message[] };

export const NOTHING_TOUCHED: Touched = { conversations: [], messages: [] };
