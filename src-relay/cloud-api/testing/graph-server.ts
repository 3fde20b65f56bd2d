import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';

import { z } from 'zod';

import { must } from '../../../src-shared/lib/must.ts';

/** How the next call is treated. `hang` never answers, `drop` breaks the connection once the request is read. */
export type GraphAnswer =
  | { readonly kind: 'accept'; readonly after?: Promise<void> }
  | { readonly kind: 'say'; readonly status: number; readonly body: string }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'hang' }
  | { readonly kind: 'drop' };

export type GraphCall = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
};

/** A few lines of HTTP in the place of Graph, for tests of what a caller makes of each answer. */
export type GraphServer = AsyncDisposable & {
  readonly url: string;
  readonly calls: readonly GraphCall[];
  /** For the next calls, in turn; later ones are accepted. */
  answer(...answers: GraphAnswer[]): void;
  /** Resolves when `count` calls have come. */
  called(count: number): Promise<void>;
};

export function graphError(status: number, code: number): GraphAnswer {
  const error = { message: `(#${code})`, type: 'OAuthException', code, fbtrace_id: 'trace' };
  return { kind: 'say', status, body: JSON.stringify({ error }) };
}

const ACCEPT: GraphAnswer = { kind: 'accept' };
const portSchema = z.object({ port: z.number() });

/** Listens on `port`, or on any free one. */
export async function startGraphServer(port = 0): Promise<GraphServer> {
  const calls: GraphCall[] = [];
  const answers: GraphAnswer[] = [];
  const waiters: { count: number; resolve: () => void }[] = [];
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    calls.push(await receive(request));
    const [answer, number] = [answers.shift() ?? ACCEPT, calls.length];
    for (const { count, resolve } of waiters) if (calls.length >= count) resolve();
    if (answer.kind === 'accept') await answer.after;
    reply(response, answer, number);
  };
  const server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = portSchema.parse(must(server.address(), 'address'));
  return {
    url: `http://127.0.0.1:${address.port}`,
    calls,
    answer: (...next) => answers.push(...next),
    called: (count) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (calls.length >= count) resolve();
      else waiters.push({ count, resolve });
      return promise;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function receive(request: IncomingMessage): Promise<GraphCall> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(z.instanceof(Buffer).parse(chunk));
  const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
  return { path: request.url ?? '', headers: request.headers, body };
}

function reply(response: ServerResponse, answer: GraphAnswer, number: number): void {
  switch (answer.kind) {
    case 'accept':
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ messages: [{ id: `provider-${number}` }] }));
      return;
    case 'say':
      response.statusCode = answer.status;
      response.end(answer.body);
      return;
    case 'redirect':
      response.writeHead(302, { location: answer.to }).end();
      return;
    case 'drop':
      response.destroy();
      return;
    case 'hang':
  }
}
