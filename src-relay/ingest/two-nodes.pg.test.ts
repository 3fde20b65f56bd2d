import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { must } from '../../src-shared/lib/must.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { ManualTimers } from '../fanout/testing/manual-timers.ts';
import { createDeliveryCommit } from '../http/delivery-commit.ts';
import { openNodes } from '../nodes/open-nodes.ts';
import { createLogger } from '../observability/logger.ts';
import { createMetrics } from '../observability/metrics.ts';
import { systemSurroundings } from '../surroundings.ts';
import { SYSTEM_WORKSPACE } from './inbox-directory.ts';
import { reconcile } from './reconciliation.ts';
import { InboundWorld } from './testing/inbound-world.ts';
import { lockWorkspace } from './testing/lock-workspace.ts';
import { textDelivery } from './testing/payloads.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

/** A look of ingest, after which what waits is known. */
const LOOK_MS = 5000;
const PATIENCE = { timeout: 15_000 };

type Two = AsyncDisposable & {
  /** The node that holds the lane of the workspace, and the one that does not. */
  readonly holder: InboundWorld;
  readonly other: InboundWorld;
  /** Of the ingest of both. */
  readonly timers: ManualTimers;
};

/** Two nodes on one database, once each has its share of the lanes. No hint reaches another node. */
async function startTwo(): Promise<Two> {
  const stack = new AsyncDisposableStack();
  const url = await postgres.createDatabase();
  const timers = new ManualTimers();
  const options = { startTimer: timers.start };
  const one = stack.use(await InboundWorld.start(url, options));
  const two = stack.use(await InboundWorld.start(url, { ...options, isSeeded: true }));
  const holders = () => [one, two].filter((world) => world.lanes.held(world.workspace) !== undefined);
  await expect.poll(() => [holders().length, lanesOf(one), lanesOf(two)], PATIENCE).toEqual([1, 1, 1]);
  const holder = must(holders()[0], 'holder');
  return { holder, other: holder === one ? two : one, timers, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** How many of the two lanes it holds: the system's and the workspace's. */
function lanesOf(world: InboundWorld): number {
  return [SYSTEM_WORKSPACE, world.workspace].filter((id) => world.lanes.held(id) !== undefined).length;
}

const STORY = ['conversation.started: Ada Finch', 'message.received: one', 'message.received: two'];

async function unaccounted(world: InboundWorld): Promise<number> {
  const now = systemSurroundings.clock.now();
  await reconcile(world.database.door, now);
  const { incomplete, open } = await reconcile(world.database.door, now);
  return incomplete.length + open.waiting;
}

test('D1 what a node takes in for the lane of another waits there, and is applied once', async () => {
  await using two = await startTwo();
  const { holder, other, timers } = two;
  await other.deliver(textDelivery('wamid.1', 'one'), textDelivery('wamid.2', 'two'));
  expect(await holder.fates()).toEqual(['waiting', 'waiting']);
  expect(await holder.deliveries()).toEqual({ stored: 2, waiting: 0 });
  expect(await holder.story()).toEqual([]);
  await holder.deliver(textDelivery('wamid.1', 'one'));
  await timers.pass(LOOK_MS);
  await holder.ingest.settle();
  expect(await holder.story()).toEqual(STORY);
  expect(await holder.fates()).toEqual(['applied', 'applied', 'applied']);
  expect(await unaccounted(holder)).toBe(0);
});

test('D1 what a node had in hand when it ended is taken up by another', async () => {
  await using world = await InboundWorld.start(await postgres.createDatabase());
  const surroundings = systemSurroundings;
  const shared = { database: world.database, logger: createLogger('silent'), metrics: createMetrics(), surroundings };
  const ending = await openNodes({ ...shared, natsUrl: null, version: '0.0.0' });
  const store = createDeliveryCommit({
    ...shared,
    ...surroundings,
    lanes: ending.lanes,
    rawRetentionDays: 30,
    onStored: () => undefined,
  });
  await store(Buffer.from(JSON.stringify(textDelivery('wamid.1', 'one'))));
  expect(await world.deliveries()).toEqual({ stored: 1, waiting: 1 });
  await ending[Symbol.asyncDispose]();
  await expect.poll(() => world.fates(), PATIENCE).toEqual(['applied']);
  await expect.poll(() => world.deliveries(), PATIENCE).toEqual({ stored: 1, waiting: 0 });
});

test('D1 deliveries in the hands of a living node are left to it', async () => {
  await using two = await startTwo();
  const { holder, other, timers } = two;
  await holder.deliver(textDelivery('wamid.1', 'one'));
  await holder.database.door.updateTable('raw_delivery').set({ split_at: null }).execute();
  await timers.pass(LOOK_MS);
  await other.ingest.settle();
  const [stored] = await holder.database.door.selectFrom('raw_delivery').select(['node', 'split_at']).execute();
  expect(stored).toEqual({ node: holder.lanes.node, split_at: null });
});

test('D1 a node that is taken for dead in the middle of a change commits nothing, and nothing is lost', async () => {
  await using two = await startTwo();
  const { holder, timers } = two;
  await using lock = await lockWorkspace(holder);
  expect(await holder.post(textDelivery('wamid.1', 'one'))).toBe(200);
  await lock.isWaitedFor();
  await lock.release(async (tables) => {
    await sql`delete from node where id = ${holder.lanes.node}`.execute(tables);
    await sql`
      update workspace set lane_node = null, lane_fence = lane_fence + 1 where id = ${holder.workspace}`.execute(
      tables,
    );
  });
  await expect.poll(() => holder.fates(), PATIENCE).toEqual(['waiting']);
  await expect
    .poll(async () => {
      await timers.pass(LOOK_MS);
      return holder.fates();
    }, PATIENCE)
    .toEqual(['applied']);
  expect(await holder.story()).toEqual(STORY.slice(0, 2));
  await expect.poll(() => unaccounted(holder), PATIENCE).toBe(0);
});
