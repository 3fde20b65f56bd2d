import { expect, test } from 'vitest';

import { createMetrics } from '../observability/metrics.ts';
import { healthDoor, metricsDoor } from './operator-doors.ts';
import { createServer } from './server.ts';

test('a relay without its database lives and is not ready', async () => {
  const server = createServer([healthDoor(() => Promise.resolve(false))]);
  const answers = await Promise.all(['/healthz', '/readyz'].map((url) => server.inject(url)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 503]);
});

test('metrics are in the form that Prometheus reads', async () => {
  const metrics = createMetrics();
  metrics.webhookReceived('stored');
  const answer = await createServer([metricsDoor(metrics.registry)]).inject('/metrics');
  expect(answer.headers['content-type']).toContain('version=0.0.4');
  expect(answer.body).toContain('webhook_received_total{outcome="stored"} 1');
});
