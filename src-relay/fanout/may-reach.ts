import type { SeenEvent } from '../../src-shared/domain/event.ts';
import type { Session } from '../../src-shared/domain/session.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import type { ConversationWithMessages } from '../log/log.ts';

/**
 * Rule V1: the only place that decides what a session may see, and masks it. Sessions with equal {@link viewKey} get
 * equal results, so that a frame is encoded once for all of them.
 */
export function mayReach(session: Session, seen: SeenEvent): SeenEvent | undefined {
  return seen.event.workspaceId === session.workspace ? seen : undefined;
}

/** The same for a conversation of a snapshot. */
export function mayReachConversation(
  session: Session,
  entry: ConversationWithMessages,
): ConversationWithMessages | undefined {
  return entry.conversation.workspaceId === session.workspace ? entry : undefined;
}

/** The same for a message of a history page. */
export function mayReachMessage(session: Session, message: Message): Message | undefined {
  return message.workspaceId === session.workspace ? message : undefined;
}

/** Equal for sessions that see the same. */
export function viewKey(session: Session): string {
  return `${session.workspace}/${session.view.scope}`;
}
