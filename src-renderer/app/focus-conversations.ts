/** Gives the focus to the list of conversations. */
export function focusConversations(): void {
  document.querySelector<HTMLElement>('#conversations')?.focus();
}
