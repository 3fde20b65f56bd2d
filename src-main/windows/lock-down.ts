import type { Session, WebContents } from 'electron';

import { originOf } from '../ipc/trusted-sender.ts';
import type { Log } from '../logging/log.ts';

/**
 * Keeps a window on its own page: it navigates nowhere, opens nothing and embeds nothing. Only a reload is let through:
 * the main frame going to the very address that it shows.
 */
export function lockDown(contents: WebContents, log: Log): void {
  contents.setWindowOpenHandler(() => {
    log.warn('window_open_denied');
    return { action: 'deny' };
  });
  contents.on('will-frame-navigate', (details) => {
    if (isReload(details, contents.getURL())) return;
    log.warn('navigation_denied', { isMainFrame: details.isMainFrame });
    details.preventDefault();
  });
  contents.on('will-redirect', (details) => {
    log.warn('redirect_denied');
    details.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    log.warn('webview_denied');
    event.preventDefault();
  });
}

/**
 * Whether the main frame goes to exactly the address `shown`.
 *
 * @internal its test asks it
 */
export function isReload(navigation: { readonly isMainFrame: boolean; readonly url: string }, shown: string): boolean {
  return navigation.isMainFrame && navigation.url === shown;
}

/** "Copy number": plain text onto the clipboard, which Chromium allows to a page only while a person presses something. */
const COPY = 'clipboard-sanitized-write';

type Trusted = {
  /** Whether the contents of this id are those of the window. */
  readonly isOurs: (webContentsId: number) => boolean;
  /** The origin of the window's page. */
  readonly origin: string;
};

type Asker = { readonly webContentsId: number | null; readonly isMainFrame: boolean; readonly url: string };

/**
 * A page of ours needs no permission of the system but {@link COPY}, and that only in the main frame of the window:
 * whatever else is asked for or looked up, and by whomever else, is denied.
 */
export function denyPermissions(session: Session, trusted: Trusted): void {
  session.setPermissionRequestHandler((contents, permission, ...[answer, { isMainFrame, requestingUrl }]) => {
    answer(isPermitted(permission, { webContentsId: contents.id, isMainFrame, url: requestingUrl }, trusted));
  });
  session.setPermissionCheckHandler((contents, permission, ...[requestingOrigin, { isMainFrame }]) =>
    isPermitted(permission, { webContentsId: contents?.id ?? null, isMainFrame, url: requestingOrigin }, trusted),
  );
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
}

/**
 * Whether `asker` is given `permission`.
 *
 * @internal its test asks it
 */
export function isPermitted(permission: string, asker: Asker, trusted: Trusted): boolean {
  const { webContentsId, isMainFrame, url } = asker;
  if (permission !== COPY || !isMainFrame || webContentsId === null) return false;
  return trusted.isOurs(webContentsId) && originOf(url) === trusted.origin;
}
