import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { ManualTimers } from '../fanout/testing/manual-timers.ts';
import { createLogger } from '../observability/logger.ts';
import { createMetrics } from '../observability/metrics.ts';
import { replayDelivery } from '../operator/dead-letters.ts';
import { systemSurroundings } from '../surroundings.ts';
import { createReconciliationEvents } from './reconciliation-events.ts';
import { Reconciler } from './reconciler.ts';
import { reconcile, type Reconciliation } from './reconciliation.ts';
import { InboundWorld } from './testing/inbound-world.ts';
import { envelope, historyChange, messagesChange, textDelivery, textMessage } from './testing/payloads.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

const ALL_IS_WELL: Reconciliation = {
  incomplete: [],
  open: { waiting: 0, quarantined: 0, unrecognised: 0 },
  oldestWaitingAt: null,
  unsplit: 0,
  notLookedOverSince: null,
};
const LONG_MS = 11 * 60 * 1000;
const MINUTE_MS = 60_000;
const TWO_MINUTES_S = 120;
const PATIENCE = { timeout: 15_000 };

async function startWorld(): Promise<InboundWorld> {
  return InboundWorld.start(await postgres.createDatabase());
}

/** The count of the minute after next: what came until now is looked over then. */
async function count(world: InboundWorld, laterMs = 0): Promise<Reconciliation> {
  const now = epochMs(systemSurroundings.clock.now() + laterMs);
  await reconcile(world.database.door, now);
  return reconcile(world.database.door, now);
}

async function receiptOf({ database }: InboundWorld, deliveryId: number): Promise<number> {
  const delivery = database.door.selectFrom('raw_delivery').select('received_at').where('id', '=', deliveryId);
  return (await delivery.executeTakeFirstOrThrow()).received_at;
}

async function lose(world: InboundWorld, part: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    delete from raw_item where part = ${part} returning delivery_id as id`.execute(world.database.door);
  return must(rows[0], 'item').id;
}

const three = envelope(
  messagesChange({ messages: ['wamid.1', 'wamid.2', 'wamid.3'].map((id) => textMessage(id, `text ${id}`)) }),
);

test('D2 whatever came, nothing is missing, and what is open is counted', async () => {
  await using world = await startWorld();
  await world.deliver(
    three,
    'not json',
    textDelivery('wamid.4', 'x', { type: 'hologram' }),
    envelope(historyChange('old')),
  );
  expect(await count(world)).toEqual({ ...ALL_IS_WELL, open: { ...ALL_IS_WELL.open, unrecognised: 2 } });
});

test('D2 a part that stands nowhere is missed, in deliveries that are new and in the end, until it is there', async () => {
  await using world = await startWorld();
  await world.deliver(three, textDelivery('wamid.4', 'four'));
  const deliveryId = await lose(world, 2);
  const incomplete = [{ deliveryId, missing: 1 }];
  expect(await count(world)).toEqual({ ...ALL_IS_WELL, incomplete });
  await world.deliver(textDelivery('wamid.5', 'five'));
  expect((await count(world)).incomplete).toEqual(incomplete);
  const before = await world.story();
  expect(await replayDelivery(world.database.door, deliveryId)).toBe(true);
  await expect.poll(() => world.deliveries(), PATIENCE).toEqual({ stored: 3, waiting: 0 });
  expect(await count(world)).toEqual(ALL_IS_WELL);
  expect(await world.story()).toEqual(before);
});

test('D2 a delivery whose number was given before, and that is committed after, is looked over too', async () => {
  await using world = await startWorld();
  expect(await count(world)).toEqual(ALL_IS_WELL);
  const begun = Promise.withResolvers<void>();
  const mayCommit = Promise.withResolvers<void>();
  const late = world.database.door.transaction().execute(async (tables) => {
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(tables);
    await sql`
      insert into raw_delivery (body, sha256, received_at, retain_until, split_at, parts)
      values ('', '', 0, 0, 1, 2)`.execute(tables);
    begun.resolve();
    await mayCommit.promise;
  });
  await begun.promise;
  await world.deliver(textDelivery('wamid.1', 'one'));
  const isBehind = { ...ALL_IS_WELL, notLookedOverSince: await receiptOf(world, 2) };
  for (let minute = 0; minute < 3; minute += 1) expect(await count(world)).toEqual(isBehind);
  mayCommit.resolve();
  await late;
  expect((await count(world)).incomplete).toMatchObject([{ missing: 2 }]);
});

test('D2 a database that was moved to another server is counted anew there', async () => {
  await using world = await startWorld();
  await world.deliver(three);
  expect(await count(world)).toEqual(ALL_IS_WELL);
  await sql`update reconciliation set seen_before = '999999999999'`.execute(world.database.door);
  await world.deliver(textDelivery('wamid.4', 'four'));
  const deliveryId = await lose(world, 2);
  expect((await count(world)).incomplete).toEqual([{ deliveryId, missing: 1 }]);
});

test('D2 a delivery that is on its way is waited for; one that is long on its way holds nothing up', async () => {
  await using world = await startWorld();
  await world.deliver(three);
  const stuck = await lose(world, 0);
  await world.database.door.updateTable('raw_delivery').set({ split_at: null, node: world.lanes.node }).execute();
  await world.deliver(textDelivery('wamid.4', 'four'));
  const lost = await lose(world, 0);
  expect(lost).toBeGreaterThan(stuck);
  const notLookedOverSince = await receiptOf(world, stuck);
  expect(await count(world)).toEqual({ ...ALL_IS_WELL, unsplit: 1, notLookedOverSince });
  const later = await count(world, LONG_MS);
  expect(later).toEqual({ ...ALL_IS_WELL, unsplit: 1, incomplete: [{ deliveryId: lost, missing: 1 }] });
});

/** One who counts on `world`, by a clock and timers that only run when told. */
function startReconciler({ database }: InboundWorld) {
  const timers = new ManualTimers();
  const logged: string[] = [];
  const { registry } = createMetrics();
  const logger = createLogger('info', { write: (line) => logged.push(line) });
  let now = systemSurroundings.clock.now();
  const clock = { now: () => now };
  let isHeld = true;
  const lanes = { held: () => (isHeld ? 1 : undefined) };
  const events = createReconciliationEvents({ registry, logger, clock });
  const reconciler = new Reconciler({ database, lanes, clock, startTimer: timers.start, events });
  reconciler.start();
  return {
    logged,
    becomesHeld: (held: boolean) => {
      isHeld = held;
    },
    shown: async (name: string) => new RegExp(`^${name} (\\d+)`, 'm').exec(await registry.metrics())?.[1],
    passMinute: async () => {
      now = epochMs(now + MINUTE_MS);
      await timers.pass(MINUTE_MS);
    },
    [Symbol.asyncDispose]: () => reconciler[Symbol.asyncDispose](),
  };
}

test('D2 the node that holds the lane of workspace 0 counts each minute, logs a difference and shows it', async () => {
  await using world = await startWorld();
  await world.deliver(three);
  await lose(world, 1);
  await using counting = startReconciler(world);
  const shownLater = async () => {
    await counting.passMinute();
    return counting.shown('reconciliation_difference');
  };
  await expect.poll(shownLater, PATIENCE).toBe('1');
  expect(counting.logged.join('')).toContain('reconciliation.difference');
  counting.becomesHeld(false);
  await expect.poll(shownLater, PATIENCE).toBe('0');
});

test('D2 a count that fails, or never ends, shows how old the last one is', async () => {
  await using world = await startWorld();
  await using counting = startReconciler(world);
  const age = () => counting.shown('reconciliation_age_seconds');
  const ageLater = async () => {
    await counting.passMinute();
    return Number(await age());
  };
  await expect.poll(ageLater, PATIENCE).toBeLessThan(TWO_MINUTES_S);
  const { door } = world.database;
  await sql`alter table unreconciled_delivery rename to away`.execute(door);
  await expect.poll(ageLater, PATIENCE).toBeGreaterThan(2 * TWO_MINUTES_S);
  expect(counting.logged.join('')).toContain('reconciliation.failed');
  await sql`alter table away rename to unreconciled_delivery`.execute(door);
  await expect.poll(ageLater, PATIENCE).toBeLessThan(TWO_MINUTES_S);
});

test('D2 under a transaction that does not end, what was not looked over shows its age', async () => {
  await using world = await startWorld();
  await using counting = startReconciler(world);
  await using stack = new AsyncDisposableStack();
  const transaction = await world.database.door.startTransaction().execute();
  stack.defer(async () => {
    await transaction.rollback().execute();
  });
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(transaction);
  await sql`select pg_current_xact_id()`.execute(transaction);
  await world.deliver(three);
  const lagLater = async () => {
    await counting.passMinute();
    return Number(await counting.shown('reconciliation_lag_seconds'));
  };
  await expect.poll(lagLater, PATIENCE).toBeGreaterThan(600);
  await stack.disposeAsync();
  await expect.poll(lagLater, PATIENCE).toBe(0);
});
