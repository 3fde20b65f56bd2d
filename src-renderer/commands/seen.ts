import type { Conversation } from '../../src-shared/domain/conversation.ts';

/** What every command says of what its author had on the screen. */
export function seen(conversation: Conversation) {
  return {
    workspaceId: conversation.workspaceId,
    conversation: conversation.id,
    basedOn: conversation.asOf,
    turn: conversation.turn,
  };
}
