import type { WebSocket } from 'ws';

import type { StartTimer } from '../../src-shared/lib/timers.ts';
import type { FanoutEvents } from './fanout-events.ts';
import type { FanoutLimits } from './fanout-limits.ts';

export type HeartbeatDeps = {
  readonly limits: Pick<FanoutLimits, 'pingEveryMs' | 'missedPings'>;
  readonly startTimer: StartTimer;
  readonly events: Pick<FanoutEvents, 'consoleDead'>;
};

/** Pings every console and cuts off those that left too many pings in a row unanswered. */
export class Heartbeat implements Disposable {
  readonly #deps: HeartbeatDeps;
  readonly #missed = new Map<WebSocket, number>();
  #cancel: () => void;

  constructor(deps: HeartbeatDeps) {
    this.#deps = deps;
    this.#cancel = this.#schedule();
  }

  watch(socket: WebSocket): void {
    this.#missed.set(socket, 0);
    socket.on('pong', () => this.#missed.set(socket, 0));
    socket.once('close', () => this.#missed.delete(socket));
  }

  [Symbol.dispose](): void {
    this.#cancel();
  }

  #schedule(): () => void {
    return this.#deps.startTimer(() => this.#beat(), this.#deps.limits.pingEveryMs);
  }

  #beat(): void {
    for (const [socket, missed] of this.#missed) {
      if (missed < this.#deps.limits.missedPings) {
        this.#missed.set(socket, missed + 1);
        socket.ping();
      } else {
        this.#deps.events.consoleDead();
        socket.terminate();
      }
    }
    this.#cancel = this.#schedule();
  }
}
