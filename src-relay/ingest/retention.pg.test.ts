import { sql } from 'kysely';
import { expect, test } from 'vitest';

import type { Clock } from '../../src-shared/lib/clock.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { startTestPostgres } from '../db/testing/test-postgres.ts';
import { createLogger } from '../observability/logger.ts';
import { reconcile } from './reconciliation.ts';
import { Retention } from './retention.ts';
import { InboundWorld } from './testing/inbound-world.ts';
import { statusDelivery, textDelivery } from './testing/payloads.ts';

const AFTER_RETENTION = { now: () => epochMs(Date.now() + 31 * 24 * 60 * 60 * 1000) };
const TODAY = { now: () => epochMs(Date.now()) };

const neverAgain = () => () => undefined;

/** One pass, after all that came was counted over. */
async function passOf(world: InboundWorld, clock: Clock): Promise<void> {
  for (let time = 0; time < 2; time += 1) await reconcile(world.database.door, clock.now());
  await passBeforeCount(world, clock);
}

/** One pass; the next would come in an hour. */
async function passBeforeCount(world: InboundWorld, clock: Clock): Promise<void> {
  await using retention = new Retention({
    database: world.database,
    lanes: world.lanes,
    clock,
    startTimer: neverAgain,
    logger: createLogger('silent'),
  });
  retention.start();
}

async function kept(world: InboundWorld): Promise<{ deliveries: number; items: number }> {
  const deliveries = await world.database.door.selectFrom('raw_delivery').select('id').execute();
  const items = await world.database
    .forWorkspace(world.workspace)
    .transaction((tables) => tables.selectFrom('raw_item').select('part').execute());
  return { deliveries: deliveries.length, items: items.length };
}

function parked(world: InboundWorld): Promise<readonly string[]> {
  return world.database.forWorkspace(world.workspace).reading(async (tables) => {
    const rows = await tables.selectFrom('orphan_status').select('status').execute();
    return rows.map(({ status }) => status);
  });
}

test('a raw body is deleted when its retention is over, and what became of it stays', async () => {
  await using postgres = await startTestPostgres();
  await using world = await InboundWorld.start(await postgres.createDatabase());
  await world.deliver(textDelivery('wamid.1', 'one'), textDelivery('wamid.2', 'two'));
  await passOf(world, TODAY);
  expect(await kept(world)).toEqual({ deliveries: 2, items: 2 });
  const story = await world.story();
  await passOf(world, AFTER_RETENTION);
  expect(await kept(world)).toEqual({ deliveries: 0, items: 0 });
  expect(await world.story()).toEqual(story);
});

test('a body that was never split is kept, however old', async () => {
  await using postgres = await startTestPostgres();
  await using world = await InboundWorld.start(await postgres.createDatabase());
  await world.deliver(textDelivery('wamid.1', 'one'));
  await world.database.door.updateTable('raw_delivery').set({ split_at: null }).execute();
  await passOf(world, AFTER_RETENTION);
  expect((await kept(world)).deliveries).toBe(1);
});

test('what waits, is quarantined or was not counted over is kept, however old', async () => {
  await using postgres = await startTestPostgres();
  await using world = await InboundWorld.start(await postgres.createDatabase());
  await world.deliver(...['one', 'two', 'three', 'four'].map((text) => textDelivery(`wamid.${text}`, text)));
  await sql`update raw_item set state = 'waiting' where delivery_id = 1`.execute(world.database.door);
  await sql`update raw_item set state = 'quarantined' where delivery_id = 2`.execute(world.database.door);
  await passBeforeCount(world, AFTER_RETENTION);
  expect((await kept(world)).deliveries).toBe(4);
  await passOf(world, AFTER_RETENTION);
  const left = await world.database.door.selectFrom('raw_delivery').select('id').orderBy('id').execute();
  expect(left.map(({ id }) => id)).toEqual([1, 2]);
});

test('a status whose message never became known is deleted when it is old', async () => {
  await using postgres = await startTestPostgres();
  await using world = await InboundWorld.start(await postgres.createDatabase());
  await world.deliver(statusDelivery('wamid.unknown', 'read'));
  await passOf(world, TODAY);
  expect(await parked(world)).toEqual(['read']);
  await passOf(world, AFTER_RETENTION);
  expect(await parked(world)).toEqual([]);
});
