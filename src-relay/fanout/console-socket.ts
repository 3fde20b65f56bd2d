import type { Down } from '../../src-shared/protocol/down.ts';
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '../../src-shared/protocol/protocol-version.ts';
import { CLOSE_CODE, type Refused } from '../../src-shared/protocol/refused.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import { WebSocket } from 'ws';

const INTERNAL_ERROR = 1011;

/** The relay's end of one WebSocket: says typed messages, and closes in order. */
export class ConsoleSocket {
  readonly #socket: WebSocket;
  readonly #startTimer: StartTimer;
  readonly #closeGraceMs: number;

  constructor(socket: WebSocket, startTimer: StartTimer, closeGraceMs: number) {
    this.#socket = socket;
    this.#startTimer = startTimer;
    this.#closeGraceMs = closeGraceMs;
  }

  /** Sends one encoded message; `written` is called when the system has taken it, or the socket is gone. */
  send(encoded: Buffer, written: () => void): void {
    this.#socket.send(encoded, { binary: false }, written);
  }

  /** Resolves when the system has taken the message, or the socket is gone. */
  say(message: Down): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.send(Buffer.from(JSON.stringify(message)), resolve);
    return promise;
  }

  /** Says why, and closes with the code that belongs to it. */
  refuse(code: Refused['code'], detail: string): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return;
    const versions = { floor: PROTOCOL_FLOOR, current: PROTOCOL_VERSION };
    void this.say({ type: 'refused', code, detail, ...versions });
    this.#close(CLOSE_CODE[code], code);
  }

  /** Closes after a fault of the relay; the console comes again. */
  fail(): void {
    this.#close(INTERNAL_ERROR, 'fault');
  }

  #close(code: number, reason: string): void {
    this.#socket.close(code, reason);
    const cancel = this.#startTimer(() => this.#socket.terminate(), this.#closeGraceMs);
    this.#socket.once('close', cancel);
  }
}
