import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { ManualTimers } from '../fanout/testing/manual-timers.ts';
import { replayDelivery } from '../operator/dead-letters.ts';
import { SYSTEM_WORKSPACE } from './inbox-directory.ts';
import { InboundWorld } from './testing/inbound-world.ts';
import { textDelivery } from './testing/payloads.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

/** More than a look of ingest takes. */
const LOOK_MS = 5000;
const PATIENCE = { timeout: 15_000 };

type Stage = AsyncDisposable & {
  readonly world: InboundWorld;
  /** Lets ingest look, and do what it finds. */
  readonly look: () => Promise<void>;
};

async function startStage(): Promise<Stage> {
  const timers = new ManualTimers();
  const world = await InboundWorld.start(await postgres.createDatabase(), { startTimer: timers.start });
  const look = async () => {
    await timers.pass(LOOK_MS);
    await world.ingest.settle();
  };
  return { world, look, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() };
}

/** Turns one bit in the middle of the body of every delivery over; the same again turns it back. */
async function flipBit({ database }: InboundWorld): Promise<void> {
  await sql`
    update raw_delivery set body = set_byte(body, length(body) / 2, get_byte(body, length(body) / 2) # 1)
  `.execute(database.door);
}

test('D4 a delivery of which a bit has turned is reported and not applied, until it is mended and replayed', async () => {
  await using stage = await startStage();
  const { world, look } = stage;
  await world.deliver(textDelivery('wamid.1', 'one'));
  await sql`delete from raw_item`.execute(world.database.door);
  await flipBit(world);
  expect(await replayDelivery(world.database.door, 1)).toBe(true);
  await look();
  expect(await world.fates(SYSTEM_WORKSPACE)).toEqual(['quarantined body_damaged']);
  expect(await world.fates()).toEqual([]);
  expect(world.logged.join('')).toContain('the body of a delivery is damaged');

  await flipBit(world);
  expect(await replayDelivery(world.database.door, 1)).toBe(true);
  await look();
  await expect.poll(() => world.fates(), PATIENCE).toEqual(['applied']);
  expect(await world.fates(SYSTEM_WORKSPACE)).toEqual([]);
  expect(await world.story()).toEqual(['conversation.started: Ada Finch', 'message.received: one']);
});

test('D4 an item that waits is not applied from a body of which a bit has turned', async () => {
  await using stage = await startStage();
  const { world, look } = stage;
  await world.deliver(textDelivery('wamid.1', 'one'));
  await sql`update raw_item set state = 'waiting'`.execute(world.database.door);
  await flipBit(world);
  await look();
  expect(await world.fates()).toEqual(['quarantined body_damaged']);
});

test('an item that waits, and whose delivery is gone or has no such part, is quarantined with the reason', async () => {
  await using stage = await startStage();
  const { world, look } = stage;
  await world.deliver(textDelivery('wamid.1', 'one'), textDelivery('wamid.2', 'two'), textDelivery('wamid.3', 'three'));
  const { door } = world.database;
  await sql`update raw_item set state = 'waiting'`.execute(door);
  await sql`delete from raw_delivery where id = 1`.execute(door);
  await sql`update raw_item set field = 'calls' where delivery_id = 2`.execute(door);
  await look();
  expect(await world.fates()).toEqual(['quarantined body_gone', 'quarantined part_moved', 'applied']);
});
