import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import { PROTOCOL_VERSION } from '../../../src-shared/protocol/protocol-version.ts';
import { CONSOLE_PATH } from '../../../src-shared/protocol/session-info.ts';

export type CrowdMember = { readonly group: number; readonly token: string };

export type CrowdOptions = {
  readonly url: string;
  readonly members: readonly CrowdMember[];
  /** Hears each frame that arrives, with the group of its console. */
  readonly onFrame: (frame: string, group: number) => void;
};

type Cursor = { readonly epoch: string; readonly seq: number };

type Seat = CrowdMember & {
  socket: WebSocket | undefined;
  cursor: Cursor | null;
};

/** Consoles that say hello at a time, before they are pushed together with {@link Crowd.comeBack}. */
const AT_ONCE = 200;
const FIRST_RETRY_MS = 250;
const MOST_RETRY_MS = 4000;
const HEAD_OF_FRAME = 160;

/**
 * Consoles without a window, all in this process: each says hello, keeps its cursor in memory and acknowledges what it
 * gets, as a console does, without looking at what the events say. An end that it did not ask for is an error.
 */
export class Crowd {
  readonly #options: CrowdOptions;
  readonly #seats: readonly Seat[];
  #frames = 0;
  #isLeaving = false;

  constructor(options: CrowdOptions) {
    this.#options = options;
    this.#seats = options.members.map((member) => ({ ...member, socket: undefined, cursor: null }));
  }

  /** Frames that arrived since the beginning. */
  get frames(): number {
    return this.#frames;
  }

  /** Resolves when all are live; some at a time, so that the beginning is no storm. */
  async arrive(): Promise<void> {
    for (let from = 0; from < this.#seats.length; from += AT_ONCE) {
      await Promise.all(this.#seats.slice(from, from + AT_ONCE).map((seat) => this.#sitDown(seat)));
    }
  }

  /** Every connection breaks. */
  async breakOff(): Promise<void> {
    this.#isLeaving = true;
    await Promise.all(
      this.#seats.map(async ({ socket }) => {
        if (socket === undefined || socket.readyState === WebSocket.CLOSED) return;
        const closed = once(socket, 'close');
        socket.terminate();
        await closed;
      }),
    );
    this.#isLeaving = false;
  }

  /** All come back at the same time, each again after a pause where it is turned away. Gives the milliseconds of each. */
  async comeBack(): Promise<readonly number[]> {
    const startedAt = performance.now();
    return Promise.all(
      this.#seats.map(async (seat) => {
        await this.#insist(seat);
        return performance.now() - startedAt;
      }),
    );
  }

  async #insist(seat: Seat): Promise<void> {
    for (let pause = FIRST_RETRY_MS; ; pause = Math.min(pause * 2, MOST_RETRY_MS)) {
      try {
        await this.#sitDown(seat);
        return;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random() / 2)));
      }
    }
  }

  /** Resolves when the console is live: what it missed is there, or its snapshot. */
  async #sitDown(seat: Seat): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const url = new URL(CONSOLE_PATH, this.#options.url.replace(/^http/, 'ws'));
    const socket = new WebSocket(url, { headers: { authorization: `Bearer ${seat.token}` }, perMessageDeflate: false });
    seat.socket = socket;
    let head = Number.POSITIVE_INFINITY;
    socket.once('open', () => socket.send(helloOf(seat.cursor)));
    socket.on('error', reject);
    socket.on('close', (code) => {
      reject(new Error(`closed with ${code}`));
      if (!this.#isLeaving && seat.socket === socket) seat.socket = undefined;
    });
    socket.on('message', (data: Buffer) => {
      const start = data.toString('latin1', 0, HEAD_OF_FRAME);
      switch (/^\{"type":"(\w+)"/.exec(start)?.[1] ?? '') {
        case 'frame':
          this.#frames += 1;
          seat.cursor = endOfFrame(start);
          socket.send(ackOf(seat.cursor));
          this.#options.onFrame(data.toString('latin1'), seat.group);
          break;
        case 'welcome':
          head = headOf(start);
          break;
        case 'snapshot':
          seat.cursor = endOfSnapshot(data.toString('latin1')) ?? seat.cursor;
          break;
        default:
      }
      if (seat.cursor !== null && seat.cursor.seq >= head) resolve();
    });
    return promise;
  }
}

function helloOf(cursor: Cursor | null): string {
  return JSON.stringify({
    type: 'hello',
    protocol: PROTOCOL_VERSION,
    device: randomUUID(),
    cursor,
    appVersion: 'bench',
  });
}

function ackOf(cursor: Cursor): string {
  return `{"type":"ack","cursor":${JSON.stringify(cursor)}}`;
}

function endOfFrame(start: string): Cursor {
  const [, epoch = '', to = ''] = /"epoch":"([^"]+)","from":\d+,"to":(\d+)/.exec(start) ?? [];
  return { epoch, seq: Number(to) };
}

function headOf(start: string): number {
  return Number(/"head":(\d+)/.exec(start)?.[1]);
}

/** Undefined for a page that is not the last. */
function endOfSnapshot(page: string): Cursor | undefined {
  const [, epoch = '', seq = ''] = /"epoch":"([^"]+)","seq":(\d+)/.exec(page) ?? [];
  return page.includes('"done":true') ? { epoch, seq: Number(seq) } : undefined;
}
