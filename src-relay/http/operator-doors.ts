import type { Registry } from 'prom-client';

import type { RegisterRoutes } from './server.ts';

/** `/healthz`: the process turns. `/readyz`: it can serve, else 503. */
export function healthDoor(isReady: () => Promise<boolean>): RegisterRoutes {
  return (server) => {
    server.get('/healthz', async () => ({ ok: true }));
    server.get('/readyz', async (_request, reply) => {
      const ready = await isReady();
      return reply.code(ready ? 200 : 503).send({ ready });
    });
  };
}

/** `/metrics` for Prometheus. */
export function metricsDoor(registry: Registry): RegisterRoutes {
  return (server) => {
    server.get('/metrics', async (_request, reply) => reply.type(registry.contentType).send(await registry.metrics()));
  };
}
