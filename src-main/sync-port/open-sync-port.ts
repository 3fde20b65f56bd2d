import { MessageChannelMain, type WebContents } from 'electron';

import { SYNC_PORT_MESSAGE } from '../../src-shared/ipc/bridge.ts';
import { CHANNEL } from '../../src-shared/ipc/channels.ts';
import type { PortEnd } from './serve-sync-ports.ts';

/** Makes a channel, gives one end to the window and the other to `serve`. */
export function openSyncPort(window: WebContents, serve: (port: PortEnd) => void): void {
  const { port1, port2 } = new MessageChannelMain();
  serve(port1);
  window.postMessage(CHANNEL.syncPort, SYNC_PORT_MESSAGE, [port2]);
}
