import { randomFillSync } from 'node:crypto';

import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { inboxIdSchema, type WorkspaceId } from '../../src-shared/domain/ids.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import { isDatabaseAway } from '../db/database-fault.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { seedWorkspace } from '../db/testing/seed.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { takeLane } from '../nodes/lane-rows.ts';
import { LaneLostError } from '../nodes/lanes.ts';
import { TestNode } from '../nodes/testing/test-node.ts';
import { createLogger } from '../observability/logger.ts';
import { createMetrics } from '../observability/metrics.ts';
import type { PostgresLane } from './lane.ts';
import { createPostgresLog } from './postgres-log.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

async function openWorld() {
  const url = await postgres.createDatabase();
  const database = await openDatabase(url);
  const workspace = await seedWorkspace(database, { id: 1, providerNumberId: '522000000000001' });
  const metrics = createMetrics();
  const log = createPostgresLog({
    database,
    random: (bytes) => randomFillSync(bytes),
    metrics,
    logger: createLogger('silent'),
  });
  return { url, database, workspace, metrics, log, [Symbol.asyncDispose]: () => database[Symbol.asyncDispose]() };
}

async function startConversation(lane: PostgresLane): Promise<void> {
  const conversation = lane.nextConversationId();
  await lane.append({
    type: 'conversation.started',
    conversation,
    at: epochMs(1_790_000_000_000),
    actor: { kind: 'customer' },
    body: { inbox: inboxIdSchema.parse(1) },
    content: { name: 'Ada' },
    dedupeKey: `started/${conversation}`,
  });
}

/** The lane changes hands between two nodes that live. */
async function moveLane(database: Database, workspaceId: WorkspaceId, { from, to }: { from: TestNode; to: TestNode }) {
  await database.leases.updateTable('workspace').set({ lane_node: null }).where('id', '=', workspaceId).execute();
  const fence = await takeLane(database.directory, { workspaceId, node: to.lanes.node });
  return { old: must(from.lanes.held(workspaceId), 'fence of before'), fence: must(fence, 'fence of after') };
}

test('L4 a change under a fence that has passed does nothing, and says so', async () => {
  await using world = await openWorld();
  const { database, workspace, log, metrics } = world;
  await using from = await TestNode.start(database);
  await using to = await TestNode.start(database);
  const { old, fence } = await moveLane(database, workspace, { from, to });
  let isRun = false;
  const late = log.change(
    workspace,
    async (lane) => {
      isRun = true;
      await startConversation(lane);
    },
    { fence: old },
  );
  await expect(late).rejects.toThrow(LaneLostError);
  expect(isRun).toBe(false);
  expect(await metrics.registry.getSingleMetricAsString('lane_fence_refusals_total')).toContain(' 1');
  await log.change(workspace, startConversation, { fence });
  await log.change(workspace, startConversation);
  expect((await log.position(workspace))?.seq).toBe(2);
});

test('a change that has locked the workspace keeps its lane until it is committed', async () => {
  await using world = await openWorld();
  const { database, workspace, log } = world;
  await using from = await TestNode.start(database);
  await using to = await TestNode.start(database);
  const order: string[] = [];
  const fence = must(from.lanes.held(workspace), 'fence');
  let moved: Promise<unknown> = Promise.resolve();
  await log.change(
    workspace,
    async (lane) => {
      await startConversation(lane);
      moved = moveLane(database, workspace, { from, to }).then(() => order.push('moved'));
      await waitsForLock(world.url);
      order.push('committed');
    },
    { fence },
  );
  await moved;
  expect([order, (await log.position(workspace))?.seq]).toEqual([['committed', 'moved'], 1]);
});

test('L4 a change whose process says nothing any more is ended by the server, so that its lane can be taken', async () => {
  await using world = await openWorld();
  const { database, workspace, log } = world;
  await using frozen = await TestNode.start(database);
  await using living = await TestNode.start(database);
  const fence = must(frozen.lanes.held(workspace), 'fence');
  const [begun, taken] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const late = log.change(
    workspace,
    async (lane) => {
      await startConversation(lane);
      begun.resolve();
      await taken.promise;
    },
    { fence },
  );
  late.catch(() => undefined);
  await begun.promise;
  await frozen.expire();
  await expect
    .poll(
      async () => {
        await living.beat();
        return living.lanes.held(workspace);
      },
      { timeout: 5000 },
    )
    .toBe(fence + 1);
  taken.resolve();
  await expect(late).rejects.toSatisfy(isDatabaseAway);
  expect((await log.position(workspace))?.seq).toBe(0);
});

/** Resolves when a session waits for another one's lock. */
async function waitsForLock(url: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  try {
    await expect
      .poll(async () => {
        const { rows } = await client.query<{ count: string }>(
          `select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        );
        return Number(rows[0]?.count);
      })
      .toBe(1);
  } finally {
    await client.end();
  }
}
