import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { ManualTimers } from '../fanout/testing/manual-timers.ts';
import { InboundWorld } from './testing/inbound-world.ts';
import { textDelivery } from './testing/payloads.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

/** What could not be stored is tried again so much later. */
const RETRY_MS = 60_000;
const PATIENCE = { timeout: 15_000 };

test('a delivery that could not be marked as split is taken up again by the node that has it', async () => {
  const timers = new ManualTimers();
  await using world = await InboundWorld.start(await postgres.createDatabase(), { startTimer: timers.start });
  const { door } = world.database;
  await sql`alter table raw_delivery add constraint no_marks check (split_at is null)`.execute(door);
  await world.deliver(textDelivery('wamid.1', 'one'));
  const before = await world.story();
  expect(before).toContain('message.received: one');
  expect(await world.deliveries()).toEqual({ stored: 1, waiting: 1 });

  await sql`alter table raw_delivery drop constraint no_marks`.execute(door);
  await timers.pass(RETRY_MS);
  await expect.poll(() => world.deliveries(), PATIENCE).toEqual({ stored: 1, waiting: 0 });
  expect(await world.story()).toEqual(before);
});
