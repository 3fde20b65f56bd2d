import type { ConversationId } from '../../src-shared/domain/ids.ts';
import { expectReply } from './expect-reply.ts';

/** Keeps `text` as the draft of a conversation; '' removes it. Resolves when it is durable on this device. */
export async function saveDraft(draft: { conversation: ConversationId; text: string }): Promise<void> {
  await expectReply({ call: 'save_draft', ...draft });
}
