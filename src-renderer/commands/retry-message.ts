import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import { expectReply } from './expect-reply.ts';
import { seen } from './seen.ts';

/**
 * Queues `message`, of which the author has seen the latest attempt fail or stay unknown, to be sent again. Resolves when
 * it is durable on this device; what becomes of it shows in the thread.
 */
export async function retryMessage(retry: { conversation: Conversation; message: Message }): Promise<void> {
  const { number, attempt } = retry.message;
  const body = { message: number, after: attempt };
  await expectReply({
    call: 'queue',
    intent: { ...seen(retry.conversation), type: 'message.retry', body },
  });
}
