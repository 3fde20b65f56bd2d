/** An Electron window with nothing in it but a figure that counts key presses. */
import { join } from 'node:path';
import { app, BrowserWindow } from 'electron';

async function start() {
  const window = new BrowserWindow({ width: 1280, height: 800 });
  await window.loadFile(join(import.meta.dirname, 'index.html'));
}

void app.whenReady().then(start);
app.on('window-all-closed', () => app.quit());
