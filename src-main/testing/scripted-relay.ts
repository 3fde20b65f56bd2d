import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { WebSocketServer, type WebSocket } from 'ws';

import { epochSchema } from '../../src-shared/domain/ids.ts';
import type { Epoch } from '../../src-shared/domain/ids.ts';
import { PROTOCOL_VERSION } from '../../src-shared/protocol/protocol-version.ts';
import type { Up } from '../../src-shared/protocol/up.ts';
import { upSchema } from '../../src-shared/protocol/up.ts';
import { CONSOLE_PATH } from '../../src-shared/protocol/session-info.ts';

export const KNOWN_TOKEN = 'known-token';
export const EPOCH: Epoch = epochSchema.parse('5b0bbd5e-7d7f-4b0a-9c53-0b3f4d4c1a11');

type Waiting<Value> = { readonly queued: Value[]; readonly takers: ((value: Value) => void)[] };

/** The relay's end of one console's socket: tells what the console says, in its order, and says what the test wants. */
export class ScriptedConsole {
  readonly #socket: WebSocket;
  readonly #heard: Waiting<Up> = { queued: [], takers: [] };
  readonly closed: Promise<number>;
  readonly pong: Promise<void>;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (message) => {
      if (Buffer.isBuffer(message)) give(this.#heard, upSchema.parse(JSON.parse(message.toString())));
    });
    this.pong = new Promise((resolve) => socket.once('pong', () => resolve()));
    this.closed = new Promise((resolve) => socket.on('close', resolve));
  }

  /** The next thing that the console says. */
  hear(): Promise<Up> {
    return take(this.#heard);
  }

  say(message: unknown): void {
    this.#socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  close(code: number): void {
    this.#socket.close(code);
  }

  ping(): void {
    this.#socket.ping();
  }
}

/** A real HTTP and WebSocket server that knows one token and says only what a test makes it say. */
export class ScriptedRelay {
  readonly #server = createServer((request, response) => {
    if (this.turnsAway !== null) response.writeHead(this.turnsAway).end();
    else if (request.headers.authorization !== `Bearer ${this.token}`) response.writeHead(401).end();
    else if (request.url === '/v1/session') response.end(JSON.stringify(this.session));
    else response.writeHead(404).end();
  });
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #consoles: Waiting<ScriptedConsole> = { queued: [], takers: [] };
  /** The token that it knows. */
  token = KNOWN_TOKEN;
  /** The HTTP status with which it answers everybody; null: it serves. */
  turnsAway: 429 | 503 | null = null;
  session = { workspace: 1, workspaceName: 'Practice', person: { id: 7, name: 'Ana', role: 'agent' } };

  /** Resolves with its origin. The port is the system's choice unless one is given. */
  async start(port = 0): Promise<string> {
    this.#server.on('upgrade', (request, socket, head) => {
      if (this.turnsAway !== null) {
        socket.end(`HTTP/1.1 ${this.turnsAway} Later\r\nContent-Length: 0\r\n\r\n`);
        return;
      }
      if (request.headers.authorization !== `Bearer ${this.token}` || request.url !== CONSOLE_PATH) {
        socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
        give(this.#consoles, new ScriptedConsole(webSocket));
      });
    });
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    return `http://127.0.0.1:${this.port}`;
  }

  get port(): number {
    const address: AddressInfo | string | null = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the relay is not listening');
    return address.port;
  }

  /** The next console that connects. */
  console(): Promise<ScriptedConsole> {
    return take(this.#consoles);
  }

  welcome(head: number, change: { person?: number; resume?: 'frames' | 'snapshot' } = {}) {
    const { person, workspace, workspaceName } = this.session;
    const session = {
      workspace,
      person: change.person ?? person.id,
      role: 'agent',
      device: EPOCH,
      view: { scope: 'all' },
    };
    return {
      type: 'welcome',
      protocol: PROTOCOL_VERSION,
      epoch: EPOCH,
      head,
      resume: change.resume ?? 'frames',
      session,
      workspaceName,
      people: [person],
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const client of this.#sockets.clients) client.terminate();
    await new Promise((resolve) => {
      this.#server.close(resolve);
      this.#server.closeAllConnections();
    });
  }
}

/** A frame of the log from `from` to `to` with these events. */
export function frameOf(from: number, to: number, options: { events?: readonly unknown[]; live?: boolean } = {}) {
  return { type: 'frame', epoch: EPOCH, from, to, events: options.events ?? [], live: options.live ?? false };
}

function give<Value>({ queued, takers }: Waiting<Value>, value: Value): void {
  const taker = takers.shift();
  if (taker === undefined) queued.push(value);
  else taker(value);
}

function take<Value>({ queued, takers }: Waiting<Value>): Promise<Value> {
  const [value] = queued.splice(0, 1);
  return value === undefined ? new Promise((resolve) => takers.push(resolve)) : Promise.resolve(value);
}
