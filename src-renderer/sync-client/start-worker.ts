import { createPortClient } from './port-client.ts';
import type { SyncClient } from './sync-client.ts';
import { trustedWorkerUrl } from './trusted-worker-url.ts';

const WORKER_NAME = 'echodesk-sync';

/**
 * Starts the sync worker, or joins the one that other windows use. `fetchLink` asks main for a port. Where the worker
 * can't start, the client's status says `unavailable` and every call fails. To be called once per window.
 */
export function startWorker(fetchLink: () => Promise<MessagePort>): SyncClient {
  const worker = tryStart();
  const client = createPortClient(worker?.port ?? new MessageChannel().port1, fetchLink);
  if (worker === null) client.fail();
  worker?.addEventListener('error', () => client.fail());
  return client;
}

function tryStart(): SharedWorker | null {
  try {
    return new SharedWorker(trustedWorkerUrl(), { type: 'module', name: WORKER_NAME });
  } catch {
    return null;
  }
}
