import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { systemSurroundings } from '../surroundings.ts';
import { reconcile } from './reconciliation.ts';
import { InboundWorld } from './testing/inbound-world.ts';
import { ADA, envelope, historyChange, messagesChange, textDelivery, textMessage } from './testing/payloads.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

const PATIENCE = { timeout: 15_000 };
const KILLS = 3;

/** Where a connection is cut: a row is about to be written, or its transaction to be committed. */
const KILL_POINTS = [
  { step: 'an event is written', table: 'event', on: 'insert' },
  { step: 'an item is stored', table: 'raw_item', on: 'insert' },
  { step: 'an item that waits gets its verdict', table: 'raw_item', on: 'update' },
  { step: 'a delivery is marked as split', table: 'raw_delivery', on: 'update' },
] as const;

const MOMENTS = [
  { moment: 'before', trigger: 'create trigger', when: '' },
  { moment: 'at the commit, after', trigger: 'create constraint trigger', when: 'deferrable initially deferred' },
] as const;

/** The first three connections that come to the point are cut there. */
async function cutAt(world: InboundWorld, point: { table: string; on: string; trigger: string; when: string }) {
  await sql
    .raw(
      `create sequence cuts;
      create function cut() returns trigger language plpgsql as $$ begin
        if nextval('cuts') <= ${KILLS} then perform pg_terminate_backend(pg_backend_pid()); end if;
        return null;
      end $$;
      ${point.trigger} cut after ${point.on} on ${point.table} ${point.when} for each row execute function cut()`,
    )
    .execute(world.database.door);
}

async function cuts(world: InboundWorld): Promise<number> {
  const { rows } = await sql<{ last: number }>`select last_value as last from cuts`.execute(world.database.door);
  return rows[0]?.last ?? 0;
}

const points = KILL_POINTS.flatMap((point) => MOMENTS.map((moment) => ({ ...point, ...moment })));

test.each(points)('D1 connections that are cut $moment $step cost nothing but time', async (point) => {
  await using world = await InboundWorld.start(await postgres.createDatabase());
  await cutAt(world, point);
  const messages = [textMessage('wamid.1', 'one'), textMessage('wamid.2', 'two')];
  await world.post(envelope(messagesChange({ contacts: [ADA], messages }), historyChange('wamid.0')));
  await world.post(textDelivery('wamid.2', 'two'));
  await world.post(textDelivery('wamid.3', 'three'));
  const done = { stored: 3, waiting: 0 };
  await expect.poll(() => world.deliveries(), PATIENCE).toEqual(done);
  await expect.poll(() => world.fates(), PATIENCE).toEqual(['applied', 'applied', 'kept', 'applied', 'applied']);
  expect(await cuts(world)).toBeGreaterThanOrEqual(KILLS);
  expect(await world.story()).toEqual([
    'conversation.started: Ada Finch',
    'message.received: one',
    'message.received: two',
    'message.received: three',
  ]);
  const now = systemSurroundings.clock.now();
  await reconcile(world.database.door, now);
  const { incomplete, open, unsplit } = await reconcile(world.database.door, now);
  expect({ incomplete, open, unsplit }).toEqual({
    incomplete: [],
    open: { waiting: 0, quarantined: 0, unrecognised: 0 },
    unsplit: 0,
  });
});
