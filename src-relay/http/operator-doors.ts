import type { FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';

import type { StartTimer } from '../../src-shared/lib/timers.ts';
import { bearerToken } from '../accounts/access-token.ts';
import { isSameSecret } from './same-secret.ts';
import type { RegisterRoutes } from './server.ts';

export type HealthDoor = { readonly isReady: () => Promise<boolean>; readonly startTimer: StartTimer };

/** A database that takes longer is as good as away for whoever asks. */
const READY_WITHIN_MS = 2000;

/** `/healthz`: the process turns. `/readyz`: it can serve, else 503; answered within 2 seconds. Neither tells more. */
export function healthDoor({ isReady, startTimer }: HealthDoor): RegisterRoutes {
  return (server) => {
    server.get('/healthz', async () => ({ ok: true }));
    server.get('/readyz', async (_request, reply) => {
      const { promise: tooLate, resolve } = Promise.withResolvers<boolean>();
      const cancel = startTimer(() => resolve(false), READY_WITHIN_MS);
      const ready = await Promise.race([isReady(), tooLate]);
      cancel();
      return reply.code(ready ? 200 : 503).send({ ready });
    });
  };
}

export type MetricsDoor = {
  readonly registry: Registry;
  /** Null: only this machine may read them, and not through a proxy. */
  readonly token: string | null;
};

/**
 * `/metrics` for Prometheus. 401 without the token where there is one; 403 to strangers where there is none: the figures
 * tell how busy a shop is.
 */
export function metricsDoor({ registry, token }: MetricsDoor): RegisterRoutes {
  return (server) => {
    server.get('/metrics', async (request, reply) => {
      if (token !== null && !isSameSecret(bearerToken(request.headers.authorization) ?? '', token)) {
        return reply.code(401).header('www-authenticate', 'Bearer').send();
      }
      if (token === null && !isFromHere(request)) return reply.code(403).send();
      return reply.type(registry.contentType).send(await registry.metrics());
    });
  };
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** A proxy on this machine says for whom it asks: that one is no neighbour. */
function isFromHere({ ip, headers }: FastifyRequest): boolean {
  return LOOPBACK.has(ip) && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined;
}
