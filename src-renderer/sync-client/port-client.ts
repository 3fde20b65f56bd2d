import { assertNever } from '../../src-shared/lib/assert-never.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { SyncClient } from './sync-client.ts';
import { workerMessageSchema, type Reply, type Topic, type Update, type WindowMessage } from './sync-contract.ts';
import { INITIAL_STATUS } from './sync-status.ts';

type Subscription = { readonly topic: Topic; readonly onUpdate: (update: Update) => void };

/** What a window needs of the worker's port. */
export type ClientPort = {
  readonly postMessage: (message: WindowMessage, transfer: Transferable[]) => void;
  readonly addEventListener: (type: 'message', listener: (event: { readonly data?: unknown }) => void) => void;
  readonly start: () => void;
};

export type PortClient = SyncClient & {
  /** The worker can't run: status says `unavailable`, and every call fails. */
  readonly fail: () => void;
};

const UNAVAILABLE: Update = { topic: 'status', status: { ...INITIAL_STATUS, cache: 'unavailable' } };
const FAILED: Reply = { outcome: 'failed', code: 'no_profile', detail: 'the sync worker does not run' };

/** Speaks with the worker over `port`, and brings it a port to main when it wants one. */
export function createPortClient(port: ClientPort, fetchLink: () => Promise<MessagePort>): PortClient {
  const subscriptions = new Map<number, Subscription>();
  const calls = new Map<number, (reply: Reply) => void>();
  let lastId = 0;
  let hasFailed = false;

  async function bringLink(): Promise<void> {
    const link = await fetchLink();
    port.postMessage({ kind: 'link' }, [link]);
  }

  function take(event: { readonly data?: unknown }): void {
    const message = workerMessageSchema.parse(event.data);
    switch (message.kind) {
      case 'link_wanted':
        void bringLink();
        return;
      case 'update':
        subscriptions.get(message.id)?.onUpdate(message.update);
        return;
      case 'reply':
        must(calls.get(message.id), `the call of reply ${message.id}`)(message.reply);
        calls.delete(message.id);
        return;
      default:
        assertNever(message);
    }
  }

  port.addEventListener('message', take);
  port.start();

  return {
    subscribe(topic, onUpdate) {
      lastId += 1;
      const id = lastId;
      subscriptions.set(id, { topic, onUpdate });
      if (hasFailed && topic.topic === 'status') onUpdate(UNAVAILABLE);
      port.postMessage({ kind: 'subscribe', id, topic }, []);
      return () => {
        subscriptions.delete(id);
        port.postMessage({ kind: 'unsubscribe', id }, []);
      };
    },
    call(request) {
      if (hasFailed) return Promise.resolve(FAILED);
      lastId += 1;
      const id = lastId;
      const { promise, resolve } = Promise.withResolvers<Reply>();
      calls.set(id, resolve);
      port.postMessage({ kind: 'call', id, request }, []);
      return promise;
    },
    fail() {
      hasFailed = true;
      for (const { topic, onUpdate } of subscriptions.values()) if (topic.topic === 'status') onUpdate(UNAVAILABLE);
      for (const resolve of calls.values()) resolve(FAILED);
      calls.clear();
    },
  };
}
