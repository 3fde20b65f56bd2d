import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { WebSocketServer, type WebSocket } from 'ws';

import { CONSOLE_PATH } from '../../src-shared/protocol/session-info.ts';
import { MAX_UP_BYTES } from '../../src-shared/protocol/up.ts';
import type { SignedIn } from '../accounts/accounts.ts';
import type { SignIn } from '../accounts/sign-in.ts';
import type { Metrics } from '../observability/metrics.ts';
import { ConsoleConnection, type ConnectionDeps } from './console-connection.ts';
import { ConsoleSocket } from './console-socket.ts';
import type { FanoutEvents } from './fanout-events.ts';
import { Heartbeat } from './heartbeat.ts';
import { MessageQueue } from './message-queue.ts';
import { Seats } from './seats.ts';
import type { UpgradeRefusal } from './upgrade-refusals.ts';
import { SnapshotGate } from './snapshot-gate.ts';
import { Turns } from './turns.ts';

export type ConsoleDoorDeps = Omit<ConnectionDeps, 'snapshots' | 'turns'> & {
  readonly signIn: SignIn;
  readonly metrics: Pick<Metrics, 'watchQueue'>;
};

/** The WebSocket door of the consoles, on the relay's HTTP server. */
export type ConsoleDoor = AsyncDisposable & {
  /** For the server's `upgrade` event. Never throws. */
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
};

/** Pongs that may wait in a socket whose other end reads nothing, in bytes: pings come at no cost for who sends them. */
const MOST_PONG_BYTES = 16 * 1024;

const SERVER_OPTIONS = {
  noServer: true,
  maxPayload: MAX_UP_BYTES,
  perMessageDeflate: false,
  clientTracking: false,
  autoPong: false,
};

/**
 * The token is checked before the upgrade: 401 without a good one, 429 after too many bad ones or with too many consoles
 * of one person, 404 for any other path, 400 for what is no WebSocket, 503 while the relay can't tell. Disposing says `shutting_down` to every console and resolves when their sockets are gone.
 */
export function openConsoleDoor(deps: ConsoleDoorDeps): ConsoleDoor {
  const server = new WebSocketServer(SERVER_OPTIONS);
  server.on('wsClientError', (_error, socket) => refuseUpgrade(socket, 'malformed_upgrade', deps.events));
  const turns = new Turns(deps.limits.greetingsPerTurn);
  const snapshots = new SnapshotGate(deps.limits.snapshotsAtOnce);
  deps.metrics.watchQueue('snapshots', () => snapshots.figures);
  deps.metrics.watchQueue('greetings', () => ({ waiting: turns.waiting, running: 0 }));
  const seats = new Seats(deps.limits.consolesPerPerson);
  const connections = new Set<ConsoleConnection>();
  const heartbeat = new Heartbeat(deps);
  let onEmpty: (() => void) | undefined;
  let isClosing = false;
  deps.events.unackedBytes(() => [...connections].reduce((sum, each) => sum + each.unackedBytes, 0));

  function welcome(socket: WebSocket, signedIn: SignedIn): void {
    const { startTimer, limits } = deps;
    const connection = new ConsoleConnection(
      { ...deps, snapshots, turns },
      signedIn,
      new ConsoleSocket(socket, startTimer, limits.closeGraceMs),
    );
    connections.add(connection);
    heartbeat.watch(socket);
    receive(socket, connection);
    socket.once('close', () => {
      connection.closed();
      connections.delete(connection);
      if (connections.size === 0) onEmpty?.();
    });
  }

  async function admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const path = URL.parse(request.url ?? '/', 'http://relay')?.pathname;
    if (path !== CONSOLE_PATH) return refuseUpgrade(socket, 'not_found', deps.events);
    await turns.next();
    const signedIn = await deps.signIn(request);
    if (typeof signedIn === 'string') return refuseUpgrade(socket, signedIn, deps.events);
    if (isClosing) return refuseUpgrade(socket, 'unavailable', deps.events);
    const leave = seats.take(signedIn);
    if (leave === undefined) return refuseUpgrade(socket, 'too_many_consoles', deps.events);
    socket.once('close', leave);
    server.handleUpgrade(request, socket, head, (upgraded) => welcome(upgraded, signedIn));
  }

  return {
    handleUpgrade: (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      admit(request, socket, head).catch((error: unknown) => {
        deps.events.fault('upgrade', error);
        refuseUpgrade(socket, 'unavailable', deps.events);
      });
    },
    [Symbol.asyncDispose]: async () => {
      isClosing = true;
      heartbeat[Symbol.dispose]();
      const { promise, resolve } = Promise.withResolvers<void>();
      onEmpty = resolve;
      for (const connection of connections) connection.refuse('shutting_down', 'the relay stops');
      if (connections.size > 0) await promise;
    },
  };
}

/** Hands text messages to the connection in their order. */
function receive(socket: WebSocket, connection: ConsoleConnection): void {
  const queue = new MessageQueue(socket, (text) => connection.handle(text));
  socket.on('message', (message: Buffer, isBinary: boolean) => {
    const text = message.toString('utf8');
    if (isBinary) connection.refuse('malformed', 'binary message');
    else if (!connection.tryAck(text)) queue.push(text);
  });
  socket.on('ping', (payload) => {
    if (socket.bufferedAmount < MOST_PONG_BYTES) socket.pong(payload);
  });
  socket.on('error', () => connection.broken());
}

const STATUS = {
  malformed_upgrade: '400 Bad Request',
  not_signed_in: '401 Unauthorized',
  not_found: '404 Not Found',
  too_many_attempts: '429 Too Many Requests',
  too_many_consoles: '429 Too Many Requests',
  unavailable: '503 Service Unavailable',
} as const satisfies Record<UpgradeRefusal, string>;

/** The connection goes as soon as the answer is written, whether or not the other end closes its own. */
function refuseUpgrade(socket: Duplex, code: UpgradeRefusal, events: Pick<FanoutEvents, 'consoleRefused'>): void {
  events.consoleRefused(code);
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${STATUS[code]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
