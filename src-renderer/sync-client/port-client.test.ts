import { expect, test } from 'vitest';

import { createPortClient } from './port-client.ts';
import type { Update } from './sync-contract.ts';

test('where the worker cannot run, status says so and calls fail', async () => {
  const { port1, port2 } = new MessageChannel();
  const client = createPortClient(port1, () => Promise.reject(new Error('no main')));
  const updates: Update[] = [];
  client.subscribe({ topic: 'status' }, (update) => updates.push(update));
  const running = client.call({ call: 'dismiss_notice' });
  client.fail();
  client.subscribe({ topic: 'status' }, (update) => updates.push(update));
  expect(updates.map((update) => update.topic === 'status' && update.status.cache)).toEqual([
    'unavailable',
    'unavailable',
  ]);
  expect(await running).toMatchObject({ outcome: 'failed', code: 'no_profile' });
  expect(await client.call({ call: 'dismiss_notice' })).toMatchObject({ outcome: 'failed', code: 'no_profile' });
  port1.close();
  port2.close();
});
