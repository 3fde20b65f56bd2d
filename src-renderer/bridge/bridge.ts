import { z } from 'zod';

import { conversationIdSchema, type ConversationId } from '../../src-shared/domain/ids.ts';
import type { AppearanceChange } from '../../src-shared/ipc/appearance.ts';
import { bootSchema, type Boot } from '../../src-shared/ipc/boot.ts';
import { SYNC_PORT_MESSAGE, type Bridge } from '../../src-shared/ipc/bridge.ts';
import { ipcResultSchema, type IpcResult } from '../../src-shared/ipc/result.ts';
import { relayInfoSchema, type RelayInfo } from '../../src-shared/protocol/session-info.ts';

/** The only user of `window.echodesk`: every answer of main is parsed here. */

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- only an interface extends the window
  interface Window {
    readonly echodesk: Bridge;
  }
}

const bootResultSchema = ipcResultSchema(bootSchema);
const relayInfoResultSchema = ipcResultSchema(relayInfoSchema);
const nothingResultSchema = ipcResultSchema(z.null());

/** What this window needs to know before it can paint. */
export async function boot(): Promise<IpcResult<Boot>> {
  return bootResultSchema.parse(await window.echodesk.boot());
}

/** Has main remember one choice of how the console looks. */
export async function changeAppearance(change: AppearanceChange): Promise<IpcResult<null>> {
  return nothingResultSchema.parse(await window.echodesk.changeAppearance(change));
}

/** Has main remember whether single keys act. */
export async function setSingleKeys(singleKeys: boolean): Promise<IpcResult<null>> {
  return nothingResultSchema.parse(await window.echodesk.setSingleKeys(singleKeys));
}

/** `offline` where the relay can't be reached. */
export async function relayInfo(): Promise<IpcResult<RelayInfo>> {
  return relayInfoResultSchema.parse(await window.echodesk.relayInfo());
}

/** Tries the relay now instead of at the next planned time. */
export async function retryNow(): Promise<IpcResult<null>> {
  return nothingResultSchema.parse(await window.echodesk.retryNow());
}

/** Calls `listener` when main wants a conversation shown (a notification was clicked); returns the way to stop. */
export function onOpenConversation(listener: (conversation: ConversationId) => void): () => void {
  return window.echodesk.onOpenConversation((conversation) => {
    listener(conversationIdSchema.parse(conversation));
  });
}

/** Calls `listener` when the machine has woken up; returns the way to stop. */
export function onWoke(listener: () => void): () => void {
  return window.echodesk.onWoke(listener);
}

/** Asks main for a port to it, meant for the sync worker. */
export function requestSyncPort(): Promise<MessagePort> {
  return new Promise((resolve) => {
    function onMessage(event: MessageEvent<unknown>): void {
      const [port] = event.ports;
      if (event.source !== window || event.data !== SYNC_PORT_MESSAGE || port === undefined) return;
      window.removeEventListener('message', onMessage);
      resolve(port);
    }
    window.addEventListener('message', onMessage);
    window.echodesk.requestSyncPort();
  });
}
