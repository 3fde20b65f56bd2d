import '../sync-client/zod-without-eval.ts';
import { browserEnvironment } from './browser-environment.ts';
import { SyncHub } from './sync-hub.ts';

/** Entry of the shared worker: one for all windows of this console. */
const hub = new SyncHub(browserEnvironment);

self.addEventListener('connect', (event) => {
  if (!(event instanceof MessageEvent)) return;
  for (const port of event.ports) hub.connectWindow(port);
});
