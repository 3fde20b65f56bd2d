import { WebSocket, type RawData } from 'ws';

export type SocketEvent =
  | { readonly kind: 'opened' }
  | { readonly kind: 'text'; readonly text: string; readonly bytes: number }
  /** A ping or pong: the other end is alive. */
  | { readonly kind: 'alive' }
  | { readonly kind: 'closed'; readonly code: number }
  /** The upgrade was answered with an HTTP status. */
  | { readonly kind: 'rejected'; readonly status: number }
  | { readonly kind: 'unreachable'; readonly cause: string };

export type Socket = {
  readonly send: (text: string) => void;
  readonly ping: () => void;
  readonly pause: () => void;
  readonly resume: () => void;
  /** Nothing is reported after it. */
  readonly end: () => void;
};

const HANDSHAKE_MS = 10_000;
const MOST_MESSAGE_BYTES = 32 * 1024 * 1024;
const NORMAL_CLOSURE = 1000;

/**
 * Opens a WebSocket with the token in its `Authorization` header; no redirect is followed, so the token goes nowhere
 * else. The first of closed, rejected and unreachable is the last event.
 */
export function dial(url: string, token: string, report: (event: SocketEvent) => void): Socket {
  let isOver = false;
  let wasOpened = false;
  const tell = (event: SocketEvent) => {
    if (!isOver) report(event);
  };
  const tellLast = (event: SocketEvent) => {
    tell(event);
    isOver = true;
  };
  const socket = new WebSocket(url, {
    headers: { authorization: `Bearer ${token}` },
    handshakeTimeout: HANDSHAKE_MS,
    maxPayload: MOST_MESSAGE_BYTES,
    perMessageDeflate: false,
    followRedirects: false,
  });
  socket.on('open', () => {
    wasOpened = true;
    tell({ kind: 'opened' });
  });
  socket.on('message', (raw: RawData) => {
    const message = toBuffer(raw);
    tell({ kind: 'text', text: message.toString('utf8'), bytes: message.byteLength });
  });
  socket.on('ping', () => {
    tell({ kind: 'alive' });
  });
  socket.on('pong', () => {
    tell({ kind: 'alive' });
  });
  socket.on('unexpected-response', (request, response) => {
    tellLast({ kind: 'rejected', status: response.statusCode ?? 0 });
    request.destroy();
  });
  socket.on('error', (error) => {
    if (!wasOpened) tellLast({ kind: 'unreachable', cause: causeOf(error) });
  });
  socket.on('close', (code) => {
    tellLast({ kind: 'closed', code });
  });
  return {
    send: (text) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    },
    ping: () => {
      if (socket.readyState === WebSocket.OPEN) socket.ping();
    },
    pause: () => {
      socket.pause();
    },
    resume: () => {
      socket.resume();
    },
    end: () => {
      isOver = true;
      hangUp(socket);
    },
  };
}

function hangUp(socket: WebSocket): void {
  if (socket.readyState !== WebSocket.OPEN) {
    socket.terminate();
    return;
  }
  // A paused socket would never see the other end's close.
  socket.resume();
  socket.close(NORMAL_CLOSURE);
}

function toBuffer(raw: RawData): Buffer {
  if (Buffer.isBuffer(raw)) return raw;
  return Array.isArray(raw) ? Buffer.concat(raw) : Buffer.from(raw);
}

function causeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
