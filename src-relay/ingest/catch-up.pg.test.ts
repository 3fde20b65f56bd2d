import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { sql } from 'kysely';
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

test('a connection that breaks in the middle of a change costs nothing but time', async () => {
  await using postgres = await startTestPostgres();
  await using world = await InboundWorld.start(await postgres.createDatabase());
  const held = Promise.withResolvers<void>();
  const isHeld = Promise.withResolvers<void>();
  const holder = world.database.forWorkspace(world.workspace).transaction(async (tables) => {
    await tables.selectFrom('workspace').select('id').where('id', '=', world.workspace).forUpdate().execute();
    isHeld.resolve();
    await held.promise;
  });
  await isHeld.promise;
  expect(await world.post(textDelivery('wamid.1', 'one'))).toBe(200);
  await expect.poll(() => breakWaiting(world)).toBe(1);
  held.resolve();
  await holder;
  await world.ingest.settle();
  expect(await world.story()).toEqual(['conversation.started: Ada Finch', 'message.received: one']);
  expect(await world.fates()).toEqual(['applied']);
  expect(world.logged.join('')).toContain('the database is away');
});

/** Ends the connections that wait for a lock; gives their number. */
async function breakWaiting(world: InboundWorld): Promise<number> {
  const { rows } = await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(world.database.door);
  return rows.length;
}

async function applyTwo(url: string): Promise<readonly string[]> {
  await using world = await InboundWorld.start(url);
  await world.deliver(textDelivery('wamid.1', 'one'), textDelivery('wamid.2', 'two'));
  await world.database.door.updateTable('raw_delivery').set({ split_at: null }).execute();
  return await world.story();
}
