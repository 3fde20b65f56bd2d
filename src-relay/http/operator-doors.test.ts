import { expect, test } from 'vitest';

import { createLogger } from '../observability/logger.ts';
import { createMetrics } from '../observability/metrics.ts';
import { systemSurroundings } from '../surroundings.ts';
import { watchNewcomers } from './newcomers.ts';
import { healthDoor, metricsDoor } from './operator-doors.ts';
import { createServer, type RegisterRoutes } from './server.ts';

const { startTimer } = systemSurroundings;
const TOKEN = 'm'.repeat(32);

function serverOf(door: RegisterRoutes, metrics = createMetrics()) {
  return createServer([door], { newcomers: watchNewcomers(metrics), metrics, logger: createLogger('silent') });
}

test('a relay without its database lives and is not ready', async () => {
  const server = serverOf(healthDoor({ isReady: () => Promise.resolve(false), startTimer }));
  const answers = await Promise.all(['/healthz', '/readyz'].map((url) => server.inject(url)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 503]);
});

test('metrics are in the form that Prometheus reads', async () => {
  const metrics = createMetrics();
  metrics.webhookReceived('stored');
  const answer = await serverOf(metricsDoor({ ...metrics, token: null }), metrics).inject('/metrics');
  expect(answer.headers['content-type']).toContain('version=0.0.4');
  expect(answer.body).toContain('webhook_received_total{outcome="stored"} 1');
});

test('a database that does not answer in time is not waited for', async () => {
  const never = new Promise<boolean>(() => undefined);
  const door = healthDoor({
    isReady: () => never,
    startTimer: (run) => {
      run();
      return () => undefined;
    },
  });
  expect((await serverOf(door).inject('/readyz')).statusCode).toBe(503);
});

test.for([
  ['a neighbour', null, { remoteAddress: '127.0.0.1' }, 200],
  ['a stranger', null, { remoteAddress: '192.0.2.1' }, 403],
  ['a stranger through a proxy', null, { headers: { 'x-forwarded-for': '192.0.2.1' } }, 403],
  ['a neighbour without the token', TOKEN, { remoteAddress: '127.0.0.1' }, 401],
  ['whoever has another token', TOKEN, { headers: { authorization: `Bearer ${'n'.repeat(32)}` } }, 401],
  [
    'a stranger with the token',
    TOKEN,
    { remoteAddress: '192.0.2.1', headers: { authorization: `Bearer ${TOKEN}` } },
    200,
  ],
] as const)('%s asks for the metrics', async ([, token, request, status]) => {
  const { registry } = createMetrics();
  const answer = await serverOf(metricsDoor({ registry, token })).inject({ url: '/metrics', ...request });
  expect(answer.statusCode).toBe(status);
});
