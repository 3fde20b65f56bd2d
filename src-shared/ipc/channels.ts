/** Every channel between main and a window. Invoked ones answer with an IpcResult; the others are one-way. */
export const CHANNEL = {
  boot: 'echodesk:boot',
  changeAppearance: 'echodesk:change-appearance',
  setSingleKeys: 'echodesk:set-single-keys',
  relayInfo: 'echodesk:relay-info',
  retryNow: 'echodesk:retry-now',
  /** window → main: wants the sync port; main → window: here it is (as a transferred MessagePort). */
  syncPort: 'echodesk:sync-port',
  /** main → window: show this conversation (a notification was clicked). */
  openConversation: 'echodesk:open-conversation',
  /** main → window: the machine has woken up. */
  woke: 'echodesk:woke',
} as const;
