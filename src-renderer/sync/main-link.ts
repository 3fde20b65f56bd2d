import { toWorkerSchema, type ToMain, type ToWorker } from '../../src-shared/ipc/sync-port.ts';
import type { SyncPort } from './sync-port.ts';

/** Handlers of one link's life. */
export type MainLinkHandlers = {
  readonly take: (message: ToWorker) => void;
  readonly closed: () => void;
};

/** The port to main. What main says is parsed; what does not parse is a bug of this build and is thrown. */
export class MainLink {
  readonly #port: SyncPort;

  constructor(port: SyncPort, handlers: MainLinkHandlers) {
    this.#port = port;
    port.addEventListener('message', (event) => handlers.take(toWorkerSchema.parse(event.data)));
    port.addEventListener('close', handlers.closed);
    port.start();
  }

  post(message: ToMain): void {
    this.#port.postMessage(message);
  }

  close(): void {
    this.#port.close();
  }
}
