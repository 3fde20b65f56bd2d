import { MessageChannel, type MessagePort } from 'node:worker_threads';

import { expect, onTestFinished, test } from 'vitest';

import type { ToMain, ToWorker } from '../../src-shared/ipc/sync-port.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { silentLog } from '../testing/silent-log.ts';
import { serveSyncPorts, type PortEnd } from './serve-sync-ports.ts';

/** Node's port in the manner of Electron's. */
function electronPort(port: MessagePort): PortEnd {
  return {
    postMessage: (message) => {
      port.postMessage(message);
    },
    on: (event: 'message' | 'close', listener: (message: { data: unknown }) => void) =>
      port.on(event, (data: unknown) => {
        listener({ data });
      }),
    start: () => {
      port.start();
    },
    close: () => {
      port.close();
    },
  };
}

function served() {
  const heard: ToMain[] = [];
  const warned: object[] = [];
  let speak: ((message: ToWorker) => void) | null = null;
  let detached = 0;
  const waiting: (() => void)[] = [];
  const tell = () => {
    for (const wake of waiting.splice(0)) wake();
  };
  const serve = serveSyncPorts(
    {
      attach: (worker) => {
        speak = worker;
        return () => {
          detached += 1;
          tell();
        };
      },
      onWorker: (message) => {
        heard.push(message);
        tell();
      },
    },
    { ...silentLog, warn: (event, fields) => warned.push({ event, ...fields }) },
  );
  const open = () => {
    const { port1, port2 } = new MessageChannel();
    onTestFinished(() => {
      port2.close();
    });
    serve(electronPort(port1));
    return port2;
  };
  const next = () => new Promise<void>((resolve) => waiting.push(resolve));
  return { heard, warned, open, next, speak: (message: ToWorker) => speak?.(message), detached: () => detached };
}

const unread = (conversations: number): ToMain => ({ kind: 'unread', conversations });

test('I1 what the worker says is parsed; what does not parse is not heard, but logged by its kind', async () => {
  const { heard, warned, next, open } = served();
  const port = open();
  const heardOne = next();
  for (const message of [
    { kind: 'unread', conversations: -1 },
    { kind: 'novelty' },
    'text',
    null,
    { kind: 'up', message: { type: 'hello' } },
  ]) {
    port.postMessage(message);
  }
  port.postMessage(unread(2));
  await heardOne;
  expect(heard).toEqual([unread(2)]);
  expect(warned).toEqual(
    ['unread', 'unknown', 'unknown', 'unknown', 'up'].map((kind) => ({
      event: 'sync_port_malformed',
      kind,
      issues: 1,
    })),
  );
});

test('what main says reaches the newest port', async () => {
  const { open, speak } = served();
  open();
  const port = open();
  const arrived = new Promise((resolve) => port.once('message', resolve));
  speak({ kind: 'link', link: { state: 'live', since: epochMs(1) } });
  expect(await arrived).toEqual({ kind: 'link', link: { state: 'live', since: 1 } });
});

test('a new port supersedes the one before, which is closed and not taken for a loss', async () => {
  const { detached, open } = served();
  const first = open();
  const closed = new Promise<void>((resolve) => first.once('close', resolve));
  open();
  await closed;
  expect(detached()).toBe(0);
});

test('a worker that goes away is told', async () => {
  const { detached, next, open } = served();
  const port = open();
  const gone = next();
  port.close();
  await gone;
  expect(detached()).toBe(1);
});
