import { CONVERSATIONS_ID } from '../features/conversation-list/list-view.tsx';
import { askThread } from '../stores/thread-store.ts';

/** Gives the focus to the list of conversations. */
export function focusConversations(): void {
  document.getElementById(CONVERSATIONS_ID)?.focus();
}

/** Gives the focus to the messages of the open conversation, to be read by key; as soon as they are there. */
export function focusMessages(): void {
  askThread('focus');
}
