import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

import { fastify, type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import type { Logger } from '../observability/logger.ts';
import type { Metrics } from '../observability/metrics.ts';
import { DOOR_LIMITS, type DoorLimits } from './door-limits.ts';
import type { Newcomers } from './newcomers.ts';
import type { HttpRefusal } from './refusals.ts';

/** A door adds its routes by this. */
export type RegisterRoutes = (server: FastifyInstance) => void;

export type ServerDeps = {
  readonly newcomers: Pick<Newcomers, 'connected'>;
  readonly metrics: Pick<Metrics, 'requestRefused'>;
  readonly logger: Logger;
  readonly limits?: DoorLimits;
};

/**
 * The relay's HTTP server with the given doors, not yet listening. It logs nothing of a request: addresses and headers
 * hold secrets. What it refuses is answered by a status alone, counted, and the connection closed: a sender that keeps
 * coming has to begin anew. What throws in a door is logged and answered 503. `server.server` is Node's own, for upgrades.
 */
export function createServer(doors: readonly RegisterRoutes[], deps: ServerDeps): FastifyInstance {
  const limits = deps.limits ?? DOOR_LIMITS;
  /** Connections that were refused while a door still read from them: it hears of it as an error. */
  const cut = new WeakSet<Duplex>();
  const server = fastify({
    bodyLimit: limits.bodyBytes,
    requestTimeout: limits.requestTimeoutMs,
    http: { headersTimeout: limits.headersTimeoutMs, connectionsCheckingInterval: limits.checkEveryMs },
    forceCloseConnections: 'idle',
    clientErrorHandler: (error, socket) => {
      cut.add(socket);
      refuseUnread(error, socket, deps);
    },
    // A bad escape in a path.
    frameworkErrors: (_error, _request, reply) => void refuse(reply, { deps, status: 400, reason: 'malformed' }),
  });
  server.server.on('connection', (socket: Socket) => deps.newcomers.connected(socket));
  // Node would answer by itself, and nobody would count it.
  server.server.on('checkExpectation', (_request: IncomingMessage, response: ServerResponse) => {
    deps.metrics.requestRefused('malformed');
    response.writeHead(417, { connection: 'close' }).end();
  });
  server.addHook('onSend', closeRefused);
  server.setNotFoundHandler((_request, reply) => refuse(reply, { deps, status: 404, reason: 'not_found' }));
  server.setErrorHandler<FastifyError>((error, request, reply) => {
    if (cut.has(request.raw.socket)) return reply.code(400).send();
    return refuseThrown(error, { request, reply, deps });
  });
  for (const registerRoutes of doors) registerRoutes(server);
  return server;
}

async function closeRefused(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (reply.statusCode >= 400) void reply.header('connection', 'close');
}

type Refusal = { readonly deps: ServerDeps; readonly status: number; readonly reason: HttpRefusal };

function refuse(reply: FastifyReply, { deps, status, reason }: Refusal): FastifyReply {
  deps.metrics.requestRefused(reason);
  // A framework error runs no hooks.
  return reply.code(status).header('connection', 'close').send();
}

type Thrown = { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly deps: ServerDeps };

function refuseThrown(error: FastifyError, { request, reply, deps }: Thrown): FastifyReply {
  const { statusCode: status = 500 } = error;
  if (request.raw.destroyed && !request.raw.complete) return refuse(reply, { deps, status: 400, reason: 'aborted' });
  if (status === 413) return refuse(reply, { deps, status, reason: 'too_large' });
  if (status < 500) return refuse(reply, { deps, status, reason: 'malformed' });
  deps.logger.error({ event: 'request.failed', route: request.routeOptions.url, err: error });
  return refuse(reply, { deps, status: 503, reason: 'unavailable' });
}

const UNREAD: Readonly<Record<string, { readonly status: string; readonly reason: HttpRefusal }>> = {
  ERR_HTTP_REQUEST_TIMEOUT: { status: '408 Request Timeout', reason: 'timed_out' },
  HPE_HEADER_OVERFLOW: { status: '431 Request Header Fields Too Large', reason: 'headers_too_large' },
  ECONNRESET: { status: '', reason: 'aborted' },
  HPE_INVALID_EOF_STATE: { status: '', reason: 'aborted' },
  EPIPE: { status: '', reason: 'aborted' },
};

/** What never became a request: no HTTP, too slow, or gone. */
function refuseUnread(error: Error & { readonly code?: string }, socket: Socket, { metrics }: ServerDeps): void {
  const { status, reason } = UNREAD[error.code ?? ''] ?? { status: '400 Bad Request', reason: 'malformed' as const };
  metrics.requestRefused(reason);
  if (socket.writable && status !== '') {
    socket.write(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  }
  socket.destroySoon();
}
