import type { Bridge } from '../../src-shared/ipc/bridge.ts';

const RELAY = { version: '0.1.0', protocol: 2, floor: 2, practice: true };

function answered(value: unknown): () => Promise<unknown> {
  return () => Promise.resolve({ ok: true, value });
}

/** Stands where main does, for the little that a scene asks of it. */
export const sceneBridge: Bridge = {
  boot: () => Promise.reject(new Error('a scene boots by itself')),
  changeAppearance: answered(null),
  setSingleKeys: answered(null),
  relayInfo: answered(RELAY),
  retryNow: answered(null),
  requestSyncPort: () => {},
  onOpenConversation: () => () => {},
  onWoke: () => () => {},
};
