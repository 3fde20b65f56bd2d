import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';

import { SYNC_PORT_MESSAGE, type Bridge } from '../src-shared/ipc/bridge.ts';
import { CHANNEL } from '../src-shared/ipc/channels.ts';

const bridge: Bridge = {
  boot: () => ipcRenderer.invoke(CHANNEL.boot),
  changeAppearance: (change) => ipcRenderer.invoke(CHANNEL.changeAppearance, change),
  setSingleKeys: (singleKeys) => ipcRenderer.invoke(CHANNEL.setSingleKeys, singleKeys),
  relayInfo: () => ipcRenderer.invoke(CHANNEL.relayInfo),
  retryNow: () => ipcRenderer.invoke(CHANNEL.retryNow),
  requestSyncPort: () => {
    ipcRenderer.send(CHANNEL.syncPort);
  },
  onOpenConversation: (listener) => {
    const hear = (_event: IpcRendererEvent, conversation: unknown) => {
      listener(conversation);
    };
    ipcRenderer.on(CHANNEL.openConversation, hear);
    return () => {
      ipcRenderer.off(CHANNEL.openConversation, hear);
    };
  },
  onWoke: (listener) => {
    const hear = () => {
      listener();
    };
    ipcRenderer.on(CHANNEL.woke, hear);
    return () => {
      ipcRenderer.off(CHANNEL.woke, hear);
    };
  },
};

ipcRenderer.on(CHANNEL.syncPort, (event) => {
  window.postMessage(SYNC_PORT_MESSAGE, window.location.origin, [...event.ports]);
});
contextBridge.exposeInMainWorld('echodesk', bridge);
