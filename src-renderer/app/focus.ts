import { CONVERSATIONS_ID } from '../features/conversation-list/list-view.tsx';
import { MESSAGES_ID } from '../features/thread/message-list.tsx';

/** Gives the focus to the list of conversations. */
export function focusConversations(): void {
  document.getElementById(CONVERSATIONS_ID)?.focus();
}

/** Gives the focus to the messages of the open conversation, to be read and scrolled by key. */
export function focusMessages(): void {
  document.getElementById(MESSAGES_ID)?.focus();
}
