import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { expect, test } from 'vitest';

import { startEmbeddedPostgres } from '../db/embedded-postgres.ts';
import { startTestPostgres } from '../db/testing/test-postgres.ts';
import { startVictim } from '../db/testing/victim.ts';
import { InboundWorld } from './testing/inbound-world.ts';
import { textDelivery } from './testing/payloads.ts';

const DOOR = new URL('./testing/door-only.script.ts', import.meta.url);

test('a relay killed between the commit of a delivery and its use catches up at the next start', async () => {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(path.join(tmpdir(), 'echodesk-test-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const victim = await startVictim(DOOR, folder);
  await victim.kill();
  const postgres = stack.use(await startEmbeddedPostgres({ folder }));
  {
    await using world = await InboundWorld.start(postgres.url(), { isSeeded: true });
    expect(await world.story()).toEqual([
      'conversation.started: Ada Finch',
      'message.received: one',
      'message.received: two',
    ]);
    expect(await world.deliveries()).toEqual({ stored: 2, waiting: 0 });
  }
  await using world = await InboundWorld.start(postgres.url(), { isSeeded: true });
  await world.deliver(textDelivery('wamid.1', 'one'), textDelivery('wamid.3', 'three'));
  expect((await world.story()).slice(3)).toEqual(['message.received: three']);
});

test('work that was done and not marked is done again without effect', async () => {
  await using postgres = await startTestPostgres();
  const url = await postgres.createDatabase();
  const before = await applyTwo(url);
  await using world = await InboundWorld.start(url, { isSeeded: true });
  expect(await world.story()).toEqual(before);
  expect(await world.deliveries()).toEqual({ stored: 2, waiting: 0 });
});

async function applyTwo(url: string): Promise<readonly string[]> {
  await using world = await InboundWorld.start(url);
  await world.deliver(textDelivery('wamid.1', 'one'), textDelivery('wamid.2', 'two'));
  await world.database.door.updateTable('raw_delivery').set({ split_at: null }).execute();
  return await world.story();
}
