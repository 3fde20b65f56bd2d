import type { ToMain, ToWorker } from '../../src-shared/ipc/sync-port.ts';
import { toMainKindSchema, toMainSchema } from '../../src-shared/ipc/sync-port.ts';
import type { Log } from '../logging/log.ts';

/** Our end of the channel to the sync worker; Electron's MessagePortMain is one. */
export type PortEnd = {
  readonly postMessage: (message: ToWorker) => void;
  readonly on: {
    (event: 'message', listener: (message: { readonly data: unknown }) => void): unknown;
    (event: 'close', listener: () => void): unknown;
  };
  readonly start: () => void;
  readonly close: () => void;
};

export type WorkerSide = {
  readonly attach: (worker: (message: ToWorker) => void) => () => void;
  readonly onWorker: (message: ToMain) => void;
};

/**
 * Hands out sync ports: each new one supersedes the one before, which is closed and no longer heard. What the worker
 * says is parsed; what does not parse is logged by its kind and how much is wrong with it, and dropped (rule I1).
 */
export function serveSyncPorts(link: WorkerSide, log: Log): (port: PortEnd) => void {
  let close: (() => void) | null = null;
  return (port) => {
    close?.();
    let isCurrent = true;
    close = () => {
      isCurrent = false;
      port.close();
    };
    port.on('message', ({ data }) => {
      if (!isCurrent) return;
      const message = toMainSchema.safeParse(data);
      if (message.success) link.onWorker(message.data);
      else log.warn('sync_port_malformed', { kind: kindOf(data), issues: message.error.issues.length });
    });
    port.on('close', () => {
      if (isCurrent) detach();
      isCurrent = false;
    });
    const detach = link.attach((message) => {
      port.postMessage(message);
    });
    port.start();
  };
}

/** Which message it was meant to be; `unknown` where it says none of ours. */
function kindOf(data: unknown): string {
  const named = toMainKindSchema.safeParse(data);
  return named.success ? named.data.kind : 'unknown';
}
