import type { Conversation } from '../../src-shared/domain/conversation.ts';
import { expectReply } from './expect-reply.ts';
import { seen } from './seen.ts';

/** Asks for a person to take over; `note` (may be '') says why. Resolves when it is durable on this device. */
export async function requestHandoff(handoff: { conversation: Conversation; note: string }): Promise<void> {
  const { conversation, note } = handoff;
  await expectReply({
    call: 'queue',
    intent: { ...seen(conversation), type: 'handoff.request', body: { note } },
  });
}
