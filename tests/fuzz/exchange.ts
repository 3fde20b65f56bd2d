import { connect, type Socket } from 'node:net';
import type { FuzzTarget } from './fuzz-target.ts';

/** How the relay ended an exchange: a status, by closing without one, or not at all within the bound. */
export type Ending = number | 'closed' | 'hang';

/** What is sent: bytes, one after the other; then the socket stays open, or breaks off. */
export type Sending = { readonly bytes: readonly (Buffer | string)[]; readonly breaksOff?: boolean };

/** The relay gives slow requests 30 seconds, and looks every 2. */
const PATIENCE_MS = 35_000;
const REFUSED = 400;
const STATUS_LINE = /^HTTP\/1\.1 (\d{3}) /;

/** Sends over a connection of its own and waits for the head of the answer. Never rejects. */
export function exchange({ host, port, refusals }: FuzzTarget, { bytes, breaksOff = false }: Sending): Promise<Ending> {
  const { promise, resolve } = Promise.withResolvers<Ending>();
  const socket = connect({ host, port });
  let isOver = false;
  const timer = setTimeout(() => end('hang'), PATIENCE_MS);
  const end = (how: Ending) => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    socket.destroy();
    if (how === 'closed' || how === 'hang') refusals.endedUnheard();
    else if (how >= REFUSED) refusals.refused();
    resolve(how);
  };
  socket.on('error', () => end('closed')).on('close', () => end('closed'));
  let answer = '';
  socket.on('data', (chunk: Buffer) => {
    answer += chunk.toString('latin1');
    const [, status] = STATUS_LINE.exec(answer) ?? [];
    if (status !== undefined && answer.includes('\r\n\r\n')) end(Number(status));
  });
  socket.on('connect', () => {
    sendAll(socket, bytes);
    if (breaksOff) socket.end(() => socket.destroy());
  });
  return promise;
}

function sendAll(socket: Socket, bytes: Sending['bytes']): void {
  for (const part of bytes) socket.write(part);
}

/** The head of a request, with `\r\n\r\n`. */
export function head(start: string, headers: readonly (readonly [string, string])[]): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  return [`${start} HTTP/1.1`, 'Host: relay', ...lines, '', ''].join('\r\n');
}
