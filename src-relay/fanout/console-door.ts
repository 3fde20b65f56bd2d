import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { WebSocketServer, type WebSocket } from 'ws';

import { CONSOLE_PATH } from '../../src-shared/protocol/session-info.ts';
import { MAX_UP_BYTES } from '../../src-shared/protocol/up.ts';
import { bearerToken } from '../accounts/access-token.ts';
import type { Accounts, SignedIn } from '../accounts/accounts.ts';
import { ConsoleConnection, type ConnectionDeps } from './console-connection.ts';
import { ConsoleSocket } from './console-socket.ts';
import { Heartbeat } from './heartbeat.ts';
import { MessageQueue } from './message-queue.ts';
import { SnapshotGate } from './snapshot-gate.ts';

export type ConsoleDoorDeps = Omit<ConnectionDeps, 'snapshots'> & { readonly accounts: Accounts };

/** The WebSocket door of the consoles, on the relay's HTTP server. */
export type ConsoleDoor = AsyncDisposable & {
  /** For the server's `upgrade` event. Never throws. */
  readonly handleUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
};

/**
 * The token is checked before the upgrade: 401 without a good one, 404 for any other path, 503 while the relay can't
 * tell. Disposing says `shutting_down` to every console and resolves when their sockets are gone.
 */
export function openConsoleDoor(deps: ConsoleDoorDeps): ConsoleDoor {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_UP_BYTES,
    perMessageDeflate: false,
    clientTracking: false,
  });
  const snapshots = new SnapshotGate(deps.limits.snapshotsAtOnce);
  const connections = new Set<ConsoleConnection>();
  const heartbeat = new Heartbeat(deps);
  let onEmpty: (() => void) | undefined;
  let isClosing = false;

  function welcome(socket: WebSocket, signedIn: SignedIn): void {
    const { startTimer, limits } = deps;
    const connection = new ConsoleConnection(
      { ...deps, snapshots },
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
    const path = new URL(request.url ?? '/', 'http://relay').pathname;
    if (path !== CONSOLE_PATH) return refuseUpgrade(socket, '404 Not Found');
    const token = bearerToken(request.headers.authorization);
    const signedIn = token === undefined ? undefined : await deps.accounts.authenticate(token);
    if (signedIn === undefined) {
      deps.events.consoleRefused('unauthorized');
      return refuseUpgrade(socket, '401 Unauthorized');
    }
    if (isClosing) return refuseUpgrade(socket, '503 Service Unavailable');
    server.handleUpgrade(request, socket, head, (upgraded) => welcome(upgraded, signedIn));
  }

  return {
    handleUpgrade: (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      admit(request, socket, head).catch((error: unknown) => {
        deps.events.fault('upgrade', error);
        refuseUpgrade(socket, '503 Service Unavailable');
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
  socket.on('error', () => connection.closed());
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
