import { app, type BrowserWindow } from 'electron';

import { showWindow } from './main-window.ts';

export type WindowKeeper = {
  /** Opens the window, or brings the open one to the front. */
  readonly show: () => void;
  readonly send: (channel: string, value: unknown) => void;
  readonly isOurs: (webContentsId: number) => boolean;
};

/** Keeps the one window: opened again by a second start or the dock, and the console quits with it (but on macOS). */
export function keepWindow(open: () => BrowserWindow): WindowKeeper {
  let window: BrowserWindow | null = null;
  const show = () => {
    if (window === null) {
      window = open();
      window.once('closed', () => {
        window = null;
      });
    } else showWindow(window);
  };
  app.on('second-instance', show);
  app.on('activate', show);
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  return {
    show,
    send: (channel, value) => {
      window?.webContents.send(channel, value);
    },
    isOurs: (webContentsId) => window?.webContents.id === webContentsId,
  };
}
