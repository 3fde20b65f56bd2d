import {
  callEnvelopeSchema,
  windowMessageSchema,
  type Reply,
  type Request,
  type Topic,
  type Update,
  type WindowMessage,
  type WorkerMessage,
} from '../sync-client/sync-contract.ts';
import { assertNever } from '../../src-shared/lib/assert-never.ts';
import type { PortEvent, SyncPort } from './sync-port.ts';

export type WindowHandlers = {
  /** Calls `post` with what the topic holds and what changes; returns the way to stop. */
  readonly attach: (topic: Topic, post: (update: Update) => void) => () => void;
  readonly handle: (request: Request) => Promise<Reply>;
  readonly takeLink: (port: SyncPort) => void;
  /** The window said what does not parse; a call is answered as well. */
  readonly malformed: (error: Error) => void;
  readonly closed: () => void;
};

/** One window's port: parses what it says, and ends its subscriptions when it goes. */
export class WindowConnection {
  readonly #port: SyncPort;
  readonly #handlers: WindowHandlers;
  readonly #subscriptions = new Map<number, () => void>();

  constructor(port: SyncPort, handlers: WindowHandlers) {
    this.#port = port;
    this.#handlers = handlers;
    port.addEventListener('message', (event) => this.#take(event));
    port.addEventListener('close', () => this.#close());
    port.start();
  }

  wantLink(): void {
    this.#post({ kind: 'link_wanted' });
  }

  #take(event: PortEvent): void {
    const parsed = windowMessageSchema.safeParse(event.data);
    if (parsed.success) this.#handle(parsed.data, event.ports?.[0]);
    else {
      this.#handlers.malformed(parsed.error);
      this.#refuse(event.data, parsed.error.issues.length);
    }
  }

  #handle(message: WindowMessage, port: SyncPort | undefined): void {
    switch (message.kind) {
      case 'link':
        if (port !== undefined) this.#handlers.takeLink(port);
        return;
      case 'subscribe':
        this.#subscribe(message.id, message.topic);
        return;
      case 'unsubscribe':
        this.#subscriptions.get(message.id)?.();
        this.#subscriptions.delete(message.id);
        return;
      case 'call':
        void this.#call(message.id, message.request);
        return;
      default:
        assertNever(message);
    }
  }

  #subscribe(id: number, topic: Topic): void {
    const stop = this.#handlers.attach(topic, (update) => this.#post({ kind: 'update', id, update }));
    this.#subscriptions.set(id, stop);
  }

  async #call(id: number, request: Request): Promise<void> {
    this.#post({ kind: 'reply', id, reply: await this.#handlers.handle(request) });
  }

  /** A call that does not parse is still answered, where it says which it is. */
  #refuse(message: unknown, issues: number): void {
    const call = callEnvelopeSchema.safeParse(message);
    if (!call.success) return;
    const reply: Reply = { outcome: 'failed', code: 'malformed', detail: `${issues} issues` };
    this.#post({ kind: 'reply', id: call.data.id, reply });
  }

  #post(message: WorkerMessage): void {
    this.#port.postMessage(message);
  }

  #close(): void {
    for (const stop of this.#subscriptions.values()) stop();
    this.#subscriptions.clear();
    this.#handlers.closed();
  }
}
