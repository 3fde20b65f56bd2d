import type { Conversation } from '../../src-shared/domain/conversation.ts';
import { expectReply } from './expect-reply.ts';
import { seen } from './seen.ts';

/**
 * Queues `text` (1 to MAX_TEXT_LENGTH code units after trimming) for the customer. Resolves when it is durable on this
 * device; what becomes of it shows in the thread.
 */
export async function sendMessage(draft: { conversation: Conversation; text: string }): Promise<void> {
  const { conversation, text } = draft;
  await expectReply({
    call: 'queue',
    intent: { ...seen(conversation), type: 'message.send', body: { text } },
  });
}
