import { ipcMain, type WebContents } from 'electron';

import type { Log } from '../logging/log.ts';
import { bindChannels } from './bind-channels.ts';
import type { ConsoleHandlers } from './console-handlers.ts';
import type { TrustedWindows } from './trusted-sender.ts';

/** Opens the bridge's channels. The only place that touches `ipcMain`. */
export function registerIpc(
  windows: TrustedWindows,
  options: { readonly handlers: ConsoleHandlers<WebContents>; readonly log: Log },
): void {
  bindChannels(ipcMain, windows, options);
}
