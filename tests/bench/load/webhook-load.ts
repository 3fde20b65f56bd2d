import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { LoadResult } from './http-load.ts';
import type { WebhookLoad } from './webhook-load.worker.ts';

const resultSchema = z.object({ seconds: z.number(), milliseconds: z.array(z.number()), refused: z.int() });

/** Runs the load in a thread of its own. */
export async function loadWebhooks(order: WebhookLoad): Promise<LoadResult> {
  const worker = new Worker(new URL('./webhook-load.worker.ts', import.meta.url), { workerData: order });
  const answer: unknown[] = await once(worker, 'message');
  return resultSchema.parse(answer[0]);
}
