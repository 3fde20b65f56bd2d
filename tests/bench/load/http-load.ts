import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What came of a series of requests. */
export type LoadResult = {
  readonly seconds: number;
  /** From the moment a request was due to its answer. */
  readonly milliseconds: readonly number[];
  /** Answers other than 200. */
  readonly refused: number;
};

export type LoadTarget = { readonly url: string; readonly connections: number };

const END_OF_ANSWER = '\r\n\r\n';
const STATUS_AT = 9;
const STATUS_LENGTH = 3;
const MS_PER_SECOND = 1000;

/** One kept connection, one request at a time. The answers it understands have no body. */
class Connection {
  readonly #socket: Socket;
  #answer = '';
  #answered: ((status: string) => void) | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true).setEncoding('latin1');
    socket.on('data', (text: string) => this.#hear(text));
    socket.on('close', () => this.#answered?.('closed'));
    socket.on('error', () => undefined);
  }

  static async open(url: string): Promise<Connection> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port) });
    await once(socket, 'connect');
    return new Connection(socket);
  }

  /** Resolves with the status of the answer. */
  post(request: Buffer): Promise<string> {
    const { promise, resolve } = Promise.withResolvers<string>();
    this.#answered = resolve;
    this.#socket.write(request);
    return promise;
  }

  close(): void {
    this.#socket.destroy();
  }

  #hear(text: string): void {
    this.#answer += text;
    if (!this.#answer.endsWith(END_OF_ANSWER)) return;
    const status = this.#answer.slice(STATUS_AT, STATUS_AT + STATUS_LENGTH);
    this.#answer = '';
    this.#answered?.(status);
  }
}

/** As many requests as the target takes: each connection sends its next one when the last is answered. */
export async function closedLoop(target: LoadTarget, requests: readonly Buffer[]): Promise<LoadResult> {
  return load(target, requests, () => Promise.resolve());
}

/**
 * Requests at their moments (milliseconds from the beginning), whatever the answers to the others. One that finds no
 * free connection waits, and its waiting counts.
 */
export async function openLoop(
  target: LoadTarget,
  requests: readonly Buffer[],
  moments: readonly number[],
): Promise<LoadResult> {
  const beginning = performance.now();
  return load(target, requests, async (index) => {
    const due = beginning + (moments[index] ?? 0);
    while (performance.now() < due) await soon(due);
    return due;
  });
}

/** Timers have a grain of a millisecond; the last one is waited for turn by turn. */
function soon(due: number): Promise<void> {
  const left = due - performance.now();
  return new Promise((resolve) => (left > 2 ? setTimeout(resolve, left - 2) : setImmediate(resolve)));
}

async function load(
  { url, connections }: LoadTarget,
  requests: readonly Buffer[],
  whenDue: (index: number) => Promise<number | void>,
): Promise<LoadResult> {
  const open = await Promise.all(Array.from({ length: connections }, () => Connection.open(url)));
  const milliseconds: number[] = [];
  let next = 0;
  let refused = 0;
  const startedAt = performance.now();
  const work = async (connection: Connection) => {
    for (let index = next; index < requests.length; index = next) {
      next += 1;
      const due = (await whenDue(index)) ?? performance.now();
      const status = await connection.post(requests[index] ?? Buffer.alloc(0));
      milliseconds.push(performance.now() - due);
      if (status !== '200') refused += 1;
    }
  };
  await Promise.all(open.map(work));
  const seconds = (performance.now() - startedAt) / MS_PER_SECOND;
  for (const connection of open) connection.close();
  return { seconds, milliseconds, refused };
}
