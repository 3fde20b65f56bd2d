import { BrowserWindow, nativeTheme, screen } from 'electron';

import type { StartTimer } from '../../src-shared/lib/timers.ts';
import type { Log } from '../logging/log.ts';
import type { SettingsStore } from '../settings/settings.ts';
import { lockDown } from './lock-down.ts';
import { keepZoom } from './zoom.ts';
import { LEAST_HEIGHT, LEAST_WIDTH, openingOf } from './window-placement.ts';

/** The page of the window; in development a server's. */
export type Page = { readonly url: string };

export type MainWindowOptions = {
  readonly title: string;
  readonly preload: string;
  readonly page: Page;
  readonly settings: SettingsStore;
  readonly startTimer: StartTimer;
  readonly log: Log;
};

const REMEMBER_AFTER_MS = 500;

// The page's own canvas colour, so that no other one flashes before it.
const BACKGROUND = { light: '#f4f5f6', dark: '#101314' };

/** Opens the inbox's window where it was last, locked to its page; it shows itself with its first picture. */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const { log, page, preload, settings, startTimer, title } = options;
  const { maximised, ...bounds } = openingOf(settings.current().window, workAreas());
  const window = new BrowserWindow({
    ...bounds,
    minWidth: LEAST_WIDTH,
    minHeight: LEAST_HEIGHT,
    title,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: background(),
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      zoomFactor: settings.current().zoom,
    },
  });
  lockDown(window.webContents, log);
  keepZoom(window.webContents, settings);
  if (maximised) window.maximize();
  window.once('ready-to-show', () => {
    window.show();
  });
  rememberPlacement(window, settings, startTimer);
  const repaint = () => {
    window.setBackgroundColor(background());
  };
  nativeTheme.on('updated', repaint);
  window.once('closed', () => nativeTheme.off('updated', repaint));
  window.loadURL(page.url).catch((error: unknown) => {
    log.error('page_not_loaded', { cause: error instanceof Error ? error.name : 'unknown' });
    window.show();
  });
  return window;
}

/** Brings the window before its person's eyes. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function rememberPlacement(window: BrowserWindow, settings: SettingsStore, startTimer: StartTimer): void {
  let cancel: (() => void) | null = null;
  const remember = () => {
    cancel?.();
    if (!window.isMinimized() && !window.isFullScreen()) {
      settings.change({ window: { ...window.getNormalBounds(), maximised: window.isMaximized() } });
    }
  };
  const rememberSoon = () => {
    cancel?.();
    cancel = startTimer(remember, REMEMBER_AFTER_MS);
  };
  window.on('move', rememberSoon);
  window.on('resize', rememberSoon);
  window.on('maximize', rememberSoon);
  window.on('unmaximize', rememberSoon);
  window.on('close', remember);
  window.on('closed', () => {
    cancel?.();
  });
}

function workAreas() {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}

function background(): string {
  return nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light;
}
