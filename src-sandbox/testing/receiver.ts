import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { z } from 'zod';

export type ReceivedPost = {
  readonly body: Buffer;
  readonly json: unknown;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

type Waiter = { readonly count: number; readonly resolve: () => void };

/** Where webhooks arrive in tests: keeps every POST, answers as told, and does the verification handshake. */
export class Receiver implements AsyncDisposable {
  readonly posts: ReceivedPost[] = [];
  readonly handshakes: URL[] = [];
  /** Answers of the next POSTs, in turn, held back as long as a promise is; 200 when empty. */
  readonly nextAnswers: (number | Promise<number>)[] = [];
  answerHandshake: (url: URL) => { readonly status: number; readonly body: string };
  readonly #server: Server;
  readonly #waiters = new Set<Waiter>();
  #url = '';

  constructor(verifyToken: string) {
    this.answerHandshake = (url) =>
      url.searchParams.get('hub.verify_token') === verifyToken
        ? { status: 200, body: url.searchParams.get('hub.challenge') ?? '' }
        : { status: 403, body: '' };
    this.#server = createServer((request, response) => {
      void this.#receive(request, response);
    });
  }

  get url(): string {
    return this.#url;
  }

  async start(): Promise<this> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = z.object({ port: z.int() }).parse(this.#server.address());
    this.#url = `http://127.0.0.1:${port}/hook`;
    return this;
  }

  /** Resolves when so many POSTs have come in all. */
  async received(count: number): Promise<readonly ReceivedPost[]> {
    if (this.posts.length < count) {
      await new Promise<void>((resolve) => {
        this.#waiters.add({ count, resolve });
      });
    }
    return this.posts;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.#url);
    if (request.method === 'GET') {
      this.handshakes.push(url);
      const { status, body } = this.answerHandshake(url);
      response.writeHead(status).end(body);
      return;
    }
    const body = await readAll(request);
    this.posts.push({ body, json: parse(body), headers: request.headers });
    const answer = this.nextAnswers.shift() ?? 200;
    for (const waiter of this.#waiters) {
      if (this.posts.length < waiter.count) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
    response.writeHead(await answer).end();
  }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
