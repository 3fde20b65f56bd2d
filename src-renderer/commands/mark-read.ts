import { unreadCount, type Conversation } from '../../src-shared/domain/conversation.ts';
import { expectReply } from './expect-reply.ts';
import { seen } from './seen.ts';

/** Says that all messages shown of `conversation` were read. Does nothing where none is unread; may be repeated freely. */
export async function markRead(conversation: Conversation): Promise<void> {
  if (unreadCount(conversation) === 0) return;
  const body = { inbound: conversation.inboundCount };
  await expectReply({
    call: 'queue',
    intent: { ...seen(conversation), type: 'conversation.mark_read', body },
  });
}
