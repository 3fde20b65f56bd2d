/** A browser for the gallery: one window of the product's own Electron, without the product. */
import { app, BrowserWindow } from 'electron';

app.on('window-all-closed', () => app.quit());
void app.whenReady().then(() => {
  const window = new BrowserWindow({ webPreferences: { backgroundThrottling: false, sandbox: true } });
  return window.loadURL('about:blank');
});
