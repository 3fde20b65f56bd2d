/** What this folder needs of a MessagePort, in a browser as in a test. */
export type SyncPort = {
  readonly postMessage: (message: unknown) => void;
  readonly addEventListener: (type: 'message' | 'close', listener: (event: PortEvent) => void) => void;
  readonly start: () => void;
  readonly close: () => void;
};

export type PortEvent = { readonly data?: unknown; readonly ports?: readonly SyncPort[] };
