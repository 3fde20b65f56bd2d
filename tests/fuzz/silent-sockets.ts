import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { head } from './exchange.ts';
import type { FuzzTarget } from './fuzz-target.ts';

/** The relay gives a head 10 seconds and a body 30, and looks every 2. */
const CLOSED_WITHIN_MS = 36_000;
const AT_ONCE = 500;
/** Bodies that never come are given three times as long; few of them show it. */
const BODY_SHARE = 50;

const UPGRADE = [
  ['Connection', 'Upgrade'],
  ['Upgrade', 'websocket'],
  ['Sec-WebSocket-Version', '13'],
  ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
] as const;

/** What each says before it says nothing more. None closes its own end. */
const OPENINGS: readonly string[] = [
  '',
  'GET /v1/con',
  'POST /webhooks/meta HTTP/1.1\r\nHost: relay\r\nX-Slow: ',
  head('GET /v1/console', UPGRADE),
  head('GET /v1/console', [...UPGRADE, ['Authorization', `Bearer ${'x'.repeat(43)}`]]),
];
const BODY_NEVER_COMES = head('POST /webhooks/meta', [['Content-Length', '1000']]);

/** One in so many goes on with a byte each second. */
const TRICKLE_SHARE = 7;
const TRICKLE_MS = 1000;

/** Sockets that connect and never say who they are. */
export class SilentSockets implements Disposable {
  readonly #sockets: Socket[] = [];
  readonly #timer = setInterval(() => this.#trickle(), TRICKLE_MS);
  #refused = 0;

  static async open(target: FuzzTarget, count: number): Promise<SilentSockets> {
    const silent = new SilentSockets();
    for (let opened = 0; opened < count; opened += AT_ONCE) {
      const batch = Array.from({ length: Math.min(AT_ONCE, count - opened) }, (_, index) =>
        silent.#open(target, opened + index),
      );
      await Promise.all(batch);
    }
    return silent;
  }

  /** Those that the system, not the relay, refused. */
  get refused(): number {
    return this.#refused;
  }

  get open(): number {
    return this.#sockets.filter(({ closed }) => !closed).length;
  }

  /** Resolves with how many the relay left open beyond its bound. */
  async leftOpen(): Promise<number> {
    const all = Promise.all(
      this.#sockets.filter(({ closed }) => !closed).map((socket) => once(socket, 'close').catch(() => undefined)),
    );
    const { promise, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, CLOSED_WITHIN_MS);
    await Promise.race([all, promise]);
    clearTimeout(timer);
    return this.open;
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    for (const socket of this.#sockets) socket.destroy();
  }

  #trickle(): void {
    for (const [index, socket] of this.#sockets.entries()) {
      if (index % TRICKLE_SHARE === 0 && socket.writable && !socket.connecting) socket.write('x');
    }
  }

  #open({ host, port }: FuzzTarget, index: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const socket = connect({ host, port });
    const opening = index % BODY_SHARE === BODY_SHARE - 1 ? BODY_NEVER_COMES : OPENINGS[index % OPENINGS.length];
    socket.on('connect', () => {
      socket.write(opening ?? '');
      resolve();
    });
    socket.on('error', ({ message }) => {
      if (/EMFILE|ENFILE|ECONNREFUSED/.test(message)) this.#refused += 1;
      resolve();
    });
    // The answer, if any, is read and nothing follows it.
    socket.resume();
    this.#sockets.push(socket);
    return promise;
  }
}
