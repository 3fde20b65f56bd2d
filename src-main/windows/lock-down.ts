import type { Session, WebContents } from 'electron';

import type { Log } from '../logging/log.ts';

/**
 * Keeps a window on its own page: it navigates nowhere, opens nothing and embeds nothing. Only a reload of the page that
 * it shows is let through, and only where `mayReload` says so (development).
 */
export function lockDown(contents: WebContents, mayReload: boolean, log: Log): void {
  contents.setWindowOpenHandler(() => {
    log.warn('window_open_denied');
    return { action: 'deny' };
  });
  contents.on('will-frame-navigate', (details) => {
    if (mayReload && details.isMainFrame && details.url === contents.getURL()) return;
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

/** "Copy number": plain text onto the clipboard, which Chromium allows to a page only while a person presses something. */
const COPY = 'clipboard-sanitized-write';

/** A page of ours needs no permission of the system but {@link COPY}: whatever else is asked for or looked up is denied. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) => {
    answer(permission === COPY);
  });
  session.setPermissionCheckHandler((_contents, permission) => permission === COPY);
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
}
