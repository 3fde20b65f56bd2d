import type { SeenEvent } from '../../../src-shared/domain/event.ts';
import { conversationIdSchema, inboxIdSchema, seqSchema, workspaceIdSchema } from '../../../src-shared/domain/ids.ts';
import { epochMs } from '../../../src-shared/lib/epoch-ms.ts';

/** An event of workspace 1 at that place of its log. */
export function startedEvent(seq: number): SeenEvent {
  return {
    event: {
      workspaceId: workspaceIdSchema.parse(1),
      seq: seqSchema.parse(seq),
      type: 'conversation.started',
      v: 1,
      conversation: conversationIdSchema.parse(seq),
      at: epochMs(seq),
      actor: { kind: 'system' },
      contentHash: null,
      body: { inbox: inboxIdSchema.parse(1) },
    },
    content: null,
  };
}
