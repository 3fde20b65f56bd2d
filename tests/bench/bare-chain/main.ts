/** The console's hops without our code: a socket in main, a port to the page. Told by BARE_RELAY_URL. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, BrowserWindow, MessageChannelMain, net, protocol } from 'electron';
import { WebSocket } from 'ws';

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);

async function start(): Promise<void> {
  const root = join(import.meta.dirname, '../renderer');
  protocol.handle('app', async (request) => {
    const { pathname } = new URL(request.url);
    return net.fetch(pathToFileURL(join(root, pathname)).href);
  });
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
    },
  });
  await window.loadURL('app://bundle/index.html');
  const { port1, port2 } = new MessageChannelMain();
  window.webContents.postMessage('port', null, [port2]);
  const socket = new WebSocket(String(process.env['BARE_RELAY_URL']).replace(/^http/, 'ws'), {
    perMessageDeflate: false,
  });
  socket.on('message', (frame: Buffer) => port1.postMessage(JSON.parse(frame.toString())));
  port1.start();
}

void app.whenReady().then(start);
app.on('window-all-closed', () => app.quit());
