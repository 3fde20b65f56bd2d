import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { CommandId } from '../../src-shared/domain/ids.ts';
import { expectReply } from './expect-reply.ts';
import { seen } from './seen.ts';

/**
 * Queues a stale or held command again in its place, with a new id and with what its author has on the screen now.
 * `too_late`: it is not a card any more.
 */
export async function sendAnyway(again: {
  command: CommandId;
  conversation: Conversation;
}): Promise<'queued' | 'too_late'> {
  const { basedOn, turn } = seen(again.conversation);
  const reply = await expectReply({ call: 'send_anyway', command: again.command, basedOn, turn });
  return reply.outcome === 'too_late' ? 'too_late' : 'queued';
}
