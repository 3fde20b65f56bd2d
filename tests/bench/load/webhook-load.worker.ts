/** Webhooks at random moments, from a thread of their own: what keeps the others busy does not count as the relay's time. */
import { webcrypto } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { z } from 'zod';
import { poissonMoments } from '../measure/poisson.ts';
import { openLoop } from './http-load.ts';
import { signedWebhooks } from './signed-webhooks.ts';

const orderSchema = z.object({
  url: z.url(),
  connections: z.int(),
  round: z.string(),
  numberIds: z.array(z.string()),
  perSecond: z.number(),
  seconds: z.number(),
});
export type WebhookLoad = z.infer<typeof orderSchema>;

const { url, connections, round, numberIds, perSecond, seconds } = orderSchema.parse(workerData);
const count = Math.round(perSecond * seconds);
const moments = poissonMoments(count, perSecond, (bytes) => webcrypto.getRandomValues(bytes));
const result = await openLoop({ url, connections }, signedWebhooks({ round, count, numberIds }), moments);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origins
parentPort?.postMessage(result);
