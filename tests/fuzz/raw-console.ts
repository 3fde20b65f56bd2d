import { connect } from 'node:net';
import type { FuzzTarget } from './fuzz-target.ts';

const PATIENCE_MS = 20_000;
const CLOSE_FRAME = 0x88;
const FAULT_CODE = 1011;

export type RawVisit = {
  /** The request that opens the WebSocket. */
  readonly upgrade: string;
  readonly bytes: Buffer;
  /** Then the socket breaks off, for bytes that may begin a frame that never ends. */
  readonly breaksOff: boolean;
};

/** Opens a WebSocket by hand and sends bytes. Resolves with what is wrong: not opened, not closed in time, a fault. */
export function rawConsole({ host, port, refusals }: FuzzTarget, visit: RawVisit): Promise<string | undefined> {
  const { promise, resolve } = Promise.withResolvers<string | undefined>();
  const socket = connect({ host, port });
  let heard = Buffer.alloc(0);
  let hasOpened = false;
  const timer = setTimeout(() => end('was not closed in time'), PATIENCE_MS);
  const end = (problem?: string) => {
    clearTimeout(timer);
    socket.destroy();
    resolve(problem);
  };
  socket.on('error', () => undefined);
  socket.on('close', () => {
    // Its close frame may be lost on the way to one who has broken off.
    if (hasOpened && !visit.breaksOff && closeCodeOf(heard) !== undefined) refusals.refused();
    else refusals.endedUnheard();
    end(hasOpened ? undefined : 'was not opened');
  });
  socket.on('connect', () => socket.write(visit.upgrade));
  socket.on('data', (chunk: Buffer) => {
    heard = Buffer.concat([heard, chunk]);
    if (hasOpened) {
      if (closeCodeOf(heard) === FAULT_CODE) end(`closed with ${FAULT_CODE}`);
      return;
    }
    const headEnd = heard.indexOf('\r\n\r\n');
    if (headEnd === -1) return;
    if (!heard.toString('latin1').startsWith('HTTP/1.1 101 ')) return end(heard.toString('latin1', 0, 12));
    hasOpened = true;
    heard = heard.subarray(headEnd + 4);
    socket.write(visit.bytes);
    if (visit.breaksOff) socket.end();
  });
  return promise;
}

/** The code of a close frame at the very end of what was heard. */
function closeCodeOf(heard: Buffer): number | undefined {
  const at = heard.lastIndexOf(CLOSE_FRAME);
  return at === -1 || heard.length < at + 4 ? undefined : heard.readUInt16BE(at + 2);
}
