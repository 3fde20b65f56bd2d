import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { workspaceIdSchema, type WorkspaceId } from '../../src-shared/domain/ids.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { takeLane } from './lane-rows.ts';
import { NODE_TIMES } from './node-times.ts';
import { TestNode } from './testing/test-node.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

/** A database with that many workspaces beside the system's. */
async function databaseWith(workspaces: number): Promise<Database> {
  const database = await openDatabase(await postgres.createDatabase());
  await addWorkspaces(database, 1, workspaces);
  return database;
}

async function addWorkspaces(database: Database, first: number, last: number): Promise<void> {
  await sql`insert into workspace (id, name, epoch)
    select id, 'Shop', gen_random_uuid() from generate_series(${first}::bigint, ${last}::bigint) as id`.execute(
    database.directory,
  );
}

const workspace = (id: number): WorkspaceId => workspaceIdSchema.parse(id);
const all = (count: number) => Array.from({ length: count + 1 }, (_none, id) => workspace(id));
const heldBy = (node: TestNode, count: number) => all(count).filter((id) => node.lanes.held(id) !== undefined);

test('the only node takes every lane at its start, and new ones as they come', async () => {
  await using database = await databaseWith(2);
  await using node = await TestNode.start(database);
  expect([node.lanes.isAlone, node.heard.taken, heldBy(node, 2)]).toEqual([true, all(2), all(2)]);
  await addWorkspaces(database, 3, 4);
  expect(await node.lanes.hold(workspace(3))).toBe(1);
  await node.beat();
  expect([node.heard.taken, heldBy(node, 4)]).toEqual([all(4), all(4)]);
});

test('a free lane that two nodes want at once goes to one of them', async () => {
  await using database = await databaseWith(20);
  await using one = await TestNode.start(database);
  await using other = await TestNode.start(database);
  await sql`update workspace set lane_node = null`.execute(database.leases);
  for (const workspaceId of all(20)) {
    const want = ({ lanes }: TestNode) => takeLane(database.directory, { workspaceId, node: lanes.node });
    const fences = await Promise.all([want(one), want(other)]);
    expect(fences.filter((fence) => fence !== undefined)).toEqual([2]);
  }
});

test('lanes are shared among the nodes that live, whoever came first', async () => {
  await using database = await databaseWith(30);
  await using first = await TestNode.start(database);
  await using second = await TestNode.start(database);
  await using third = await TestNode.start(database);
  const nodes = [first, second, third];
  for (const node of [...nodes, ...nodes]) await node.beat();
  const shares = nodes.map((node) => heldBy(node, 30));
  expect(shares.map(({ length }) => length)).toEqual([11, 11, 9]);
  expect(shares.flat().toSorted((left, right) => left - right)).toEqual(all(30));
});

test('a node whose lease has run out is found by one other, which takes its lanes with a higher fence', async () => {
  await using database = await databaseWith(1);
  await using dead = await TestNode.start(database);
  await using one = await TestNode.start(database);
  await using other = await TestNode.start(database);
  const { node } = dead.lanes;
  const before = dead.lanes.held(workspace(1));
  await dead.expire();
  for (const living of [one, other, one, other]) await living.beat();
  expect([...one.heard.lost, ...other.heard.lost]).toEqual([node]);
  expect([...heldBy(one, 1), ...heldBy(other, 1)].toSorted((left, right) => left - right)).toEqual(all(1));
  const fences = [one, other].flatMap((living) => living.lanes.held(workspace(1)) ?? []);
  expect([before, ...fences]).toEqual([1, 2]);
});

test('a lease runs out by itself, by the clock of the database', async () => {
  await using database = await databaseWith(1);
  await using dead = await TestNode.start(database, { ...NODE_TIMES, leaseMs: 300 });
  const { node } = dead.lanes;
  await using living = await TestNode.start(database);
  await expect
    .poll(async () => {
      await living.beat();
      return living.heard.lost;
    })
    .toEqual([node]);
});

test('a frozen node is sure of nothing when it wakes, and starts over as another one', async () => {
  await using database = await databaseWith(1);
  await using frozen = await TestNode.start(database);
  await using living = await TestNode.start(database);
  const { node } = frozen.lanes;
  frozen.freeze(NODE_TIMES.leaseMs);
  expect([frozen.lanes.held(workspace(1)), await frozen.lanes.hold(workspace(1))]).toEqual([undefined, undefined]);
  await frozen.expire();
  await living.beat();
  expect(heldBy(living, 1)).toEqual(all(1));
  await frozen.beat();
  expect(frozen.lanes.node).not.toBe(node);
  expect(frozen.heard.startedOver).toEqual([frozen.lanes.node]);
  expect([heldBy(frozen, 1), await frozen.lanes.hold(workspace(1))]).toEqual([[], undefined]);
});

test('a node that could not renew goes on as before when nobody took it for dead, and looks at its lanes again', async () => {
  await using database = await databaseWith(1);
  await using node = await TestNode.start(database);
  const { node: id } = node.lanes;
  node.freeze(NODE_TIMES.leaseMs);
  await node.expire();
  node.heard.taken.length = 0;
  await node.beat();
  expect([node.lanes.node, heldBy(node, 1), node.lanes.held(workspace(1))]).toEqual([id, all(1), 1]);
  expect(node.heard.taken).toEqual(all(1));
});

test('nodes that were cut off together do not bury each other', async () => {
  await using database = await databaseWith(1);
  await using one = await TestNode.start(database);
  await using other = await TestNode.start(database);
  for (const node of [one, other]) {
    node.freeze(NODE_TIMES.leaseMs);
    await node.expire();
  }
  await one.beat();
  await other.beat();
  expect([one.heard.lost, other.heard.lost]).toEqual([[], []]);
  await other.expire();
  one.freeze(NODE_TIMES.leaseMs - 1);
  await one.beat();
  one.freeze(1);
  await one.beat();
  expect(one.heard.lost).toEqual([other.lanes.node]);
});

test('a node that stops leaves its lanes to the next beat of another', async () => {
  await using database = await databaseWith(1);
  const stopping = await TestNode.start(database);
  const { node } = stopping.lanes;
  await using living = await TestNode.start(database);
  expect(heldBy(living, 1)).toEqual([]);
  await stopping[Symbol.asyncDispose]();
  await living.beat();
  expect([living.heard.lost, heldBy(living, 1), living.lanes.isAlone]).toEqual([[node], all(1), true]);
});

test('a relay that was killed and started again is alone as soon as the old lease is out', async () => {
  await using database = await databaseWith(1);
  await using killed = await TestNode.start(database);
  await killed.expire();
  await using again = await TestNode.start(database);
  expect([again.heard.lost, heldBy(again, 1), again.lanes.isAlone]).toEqual([[killed.lanes.node], all(1), true]);
});

test('a node that has given its lanes back lives on, and takes none', async () => {
  await using database = await databaseWith(3);
  await using leaving = await TestNode.start(database);
  await using living = await TestNode.start(database);
  await leaving.lanes.release();
  expect(await leaving.lanes.hold(workspace(1))).toBeUndefined();
  await leaving.beat();
  await living.beat();
  expect([heldBy(leaving, 3), heldBy(living, 3), living.heard.lost]).toEqual([[], all(3), []]);
  await leaving[Symbol.asyncDispose]();
  await living.beat();
  expect(living.heard.lost).toHaveLength(1);
});

test('a lane that is being taken while a node gives its lanes back is given back too', async () => {
  await using database = await databaseWith(1);
  const locked = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const holding = database.directory.transaction().execute(async (tables) => {
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(tables);
    await sql`select from workspace where id = 1 for update`.execute(tables);
    locked.resolve();
    await mayEnd.promise;
  });
  await locked.promise;
  await using leaving = await TestNode.start(database);
  const held = leaving.lanes.hold(workspace(1));
  await expect.poll(() => waiters(database), { timeout: 15_000 }).toBe(1);
  const released = leaving.lanes.release();
  mayEnd.resolve();
  await Promise.all([holding, released]);
  expect(await held).toBeUndefined();
  expect(await sql`select id from workspace where lane_node is not null`.execute(database.directory)).toMatchObject({
    rows: [],
  });
});

/** How many sessions of the database wait for a lock. */
async function waiters(database: Database): Promise<number> {
  const { rows } = await sql`
    select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
    database.door,
  );
  return rows.length;
}
