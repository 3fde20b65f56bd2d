/**
 * `window.echodesk`: all that a window can ask of main. The preload has one closure per member and no logic; main parses
 * every argument and checks the sender; the renderer's `bridge/` parses every answer, which is why they are `unknown` here.
 * Must not import electron's types: they would bring Node's globals into the renderer.
 */
export type Bridge = {
  /** Answers IpcResult<Boot>. */
  readonly boot: () => Promise<unknown>;
  /** Takes an AppearanceChange. Answers IpcResult<null>. */
  readonly changeAppearance: (change: unknown) => Promise<unknown>;
  /** Takes a boolean: whether single keys act. Answers IpcResult<null>. */
  readonly setSingleKeys: (singleKeys: unknown) => Promise<unknown>;
  /** Answers IpcResult<RelayInfo>; `offline` when the relay can't be reached. */
  readonly relayInfo: () => Promise<unknown>;
  /** Tries the relay now instead of at the next planned time. Answers IpcResult<null>. */
  readonly retryNow: () => Promise<unknown>;
  /** Asks main for a sync port; it arrives as a `message` event on this window, data {@link SYNC_PORT_MESSAGE}, with one port. */
  readonly requestSyncPort: () => void;
  /** Calls `listener` with a conversation id when main wants it shown; returns the way to stop. */
  readonly onOpenConversation: (listener: (conversation: unknown) => void) => () => void;
  /** Calls `listener` when the machine has woken up; returns the way to stop. */
  readonly onWoke: (listener: () => void) => () => void;
};

export const SYNC_PORT_MESSAGE = 'echodesk:sync-port';
