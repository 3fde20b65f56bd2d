import { fastify, type FastifyInstance } from 'fastify';

/** A door adds its routes by this. */
export type RegisterRoutes = (server: FastifyInstance) => void;

/** Doors with bigger bodies set a limit of their own. */
const BODY_LIMIT = 64 * 1024;
/** For a request to arrive whole: a slow sender does not hold a connection for ever. */
const REQUEST_TIMEOUT_MS = 30_000;

/**
 * The relay's HTTP server with the given doors, not yet listening. It logs nothing by itself: addresses and headers
 * hold secrets. `server.server` is Node's own, for upgrades.
 */
export function createServer(doors: readonly RegisterRoutes[]): FastifyInstance {
  const server = fastify({
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: 'idle',
  });
  for (const registerRoutes of doors) registerRoutes(server);
  return server;
}
