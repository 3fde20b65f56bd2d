import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { workspaceIdSchema } from '../../src-shared/domain/ids.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { ManualTimers } from '../fanout/testing/manual-timers.ts';
import { storeDeliveries, unsplitDeliveries } from './deliveries.ts';
import { InboundWorld } from './testing/inbound-world.ts';
import { textDelivery } from './testing/payloads.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

test('items that can not even be quarantined are let go, and taken up again later', async () => {
  const timers = new ManualTimers();
  await using world = await InboundWorld.start(await postgres.createDatabase(), { startTimer: timers.start });
  await sql`alter table raw_item add constraint refused check (false)`.execute(world.database.door);
  await world.deliver(textDelivery('wamid.1', 'one'));
  expect(await world.deliveries()).toEqual({ stored: 1, waiting: 1 });
  await sql`alter table raw_item drop constraint refused`.execute(world.database.door);
  await timers.pass(60_000);
  await world.ingest.settle();
  expect(await world.fates()).toEqual(['applied']);
  expect(await world.deliveries()).toEqual({ stored: 1, waiting: 0 });
});

test('a delivery of more parts than a call takes arguments is taken', async () => {
  await using world = await InboundWorld.start(await postgres.createDatabase());
  const parts = 150_000;
  await world.post({ object: 'whatsapp_business_account', entry: Array.from({ length: parts }, () => ({})) });
  const system = workspaceIdSchema.parse(0);
  await expect.poll(async () => (await world.fates(system)).length, { timeout: 10_000 }).toBeGreaterThan(0);
  expect(world.logged.join('')).not.toContain('RangeError');
});

test('what waits on disk is read in pages of so many bytes, one delivery at least', async () => {
  await using world = await InboundWorld.start(await postgres.createDatabase());
  const { door } = world.database;
  const { node } = world.lanes;
  const receivedAt = epochMs(1);
  const stored = await storeDeliveries(
    door,
    [30, 30, 30, 1].map((size) => ({ body: Buffer.alloc(size), receivedAt })),
    { node, retentionMs: 1 },
  );
  const upTo = stored.at(-1)?.id ?? 0;
  const lengths = async (after: number, bytes: number) => {
    const page = await unsplitDeliveries(door, { node, after, upTo, limit: 100, bytes });
    return page.map(({ body }) => body.length);
  };
  expect(await lengths(0, 1)).toEqual([30]);
  expect(await lengths(0, 60)).toEqual([30, 30]);
  expect(await lengths(stored[1]?.id ?? 0, 1000)).toEqual([30, 1]);
});
