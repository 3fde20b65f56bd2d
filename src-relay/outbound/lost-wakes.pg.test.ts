import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';

import type { ConversationId } from '../../src-shared/domain/ids.ts';
import { must } from '../../src-shared/lib/must.ts';
import { startGraphServer, type GraphServer } from '../cloud-api/testing/graph-server.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { SendingWorld } from '../testing/sending-world.ts';

/** Longer than it takes to find that nobody sends. */
const FOUND = { timeout: 20_000 };

let postgres: TestPostgres;
let world: SendingWorld;
let graph: GraphServer;

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres[Symbol.asyncDispose]());

beforeEach(async () => {
  const opened = await SendingWorld.open(await postgres.createDatabase());
  const started = await startGraphServer();
  onTestFinished(async () => {
    await opened[Symbol.asyncDispose]();
    await started[Symbol.asyncDispose]();
  });
  [world, graph] = [opened, started];
});

test('O1 a node that is stopped in the middle of a conversation leaves the rest to another one', async () => {
  const { promise: stopped, resolve: answer } = Promise.withResolvers<void>();
  graph.answer({ kind: 'accept', after: stopped });
  const nodes = [await world.run(graph.url), await world.run(graph.url)];
  const id = await world.waitingPair();
  await graph.called(1);
  const caller = must((await world.calls())[0], 'call').node;
  const [sending, other] = nodes.toSorted((left) => (left.lanes.node === caller ? -1 : 1));
  const ended = must(sending, 'node')[Symbol.asyncDispose]();
  answer();
  await ended;
  await expect.poll(() => world.states(id), FOUND).toEqual(['sent', 'sent']);
  expect(graph.calls).toHaveLength(2);
  await must(other, 'other node')[Symbol.asyncDispose]();
});

test('O1 O4 what a node that died had in hand is sent by one that lives, once, and its call is unknown', async () => {
  await using living = await world.run(graph.url);
  const waiting: ConversationId[] = [];
  for (let count = 1; count <= 6; count += 1) waiting.push(await world.abandonedAnswer());
  const called = await world.abandonedAnswer();
  await world.call(called, world.dead);
  const states = async () => (await Promise.all([...waiting, called].map((id) => world.states(id)))).flat();
  await expect.poll(states, FOUND).toEqual([...waiting.map(() => 'sent'), 'unknown']);
  const callers = (await world.calls()).flatMap(({ node, outcome }) => (outcome === 'accepted' ? [node] : []));
  expect(callers).toEqual(waiting.map(() => living.lanes.node));
  expect(graph.calls).toHaveLength(waiting.length);
});
