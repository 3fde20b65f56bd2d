import { afterAll, beforeAll, expect, test } from 'vitest';

import type { ConversationId } from '../../src-shared/domain/ids.ts';
import { startGraphServer } from '../cloud-api/testing/graph-server.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { SendingWorld } from '../testing/sending-world.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres[Symbol.asyncDispose]());

test('a conversation that can not be looked at stands aside, and its neighbours have their turn', async () => {
  await using world = await SendingWorld.open(await postgres.createDatabase());
  await using graph = await startGraphServer();
  const broken = await world.waitingAnswer();
  const acceptedAt = world.now;
  await world.stage.log.change(world.stage.workspace, (lane) =>
    lane.tables
      .deleteFrom('contact_conversation')
      .where('workspace_id', '=', lane.workspaceId)
      .where('conversation', '=', broken)
      .execute(),
  );
  const others: ConversationId[] = [];
  for (let count = 1; count <= 8; count += 1) others.push(await world.waitingAnswer());
  await using relay = await world.run(graph.url);
  const states = async () => (await Promise.all(others.map((id) => world.states(id)))).flat();
  await expect.poll(states, { timeout: 20_000 }).toEqual(others.map(() => 'sent'));
  const dueAt = () =>
    relay.log.change(relay.workspace, async (lane) => {
      const query = lane.tables.selectFrom('send_attempt').where('workspace_id', '=', lane.workspaceId);
      const attempt = await query.where('conversation', '=', broken).select(['due_at', 'state']).executeTakeFirst();
      return attempt?.state === 'waiting' && attempt.due_at >= acceptedAt + 10_000;
    });
  await expect.poll(dueAt, { timeout: 20_000 }).toBe(true);
});

test('O4 a call that was not begun is no call: neither a try nor pace is lost', async () => {
  await using world = await SendingWorld.open(await postgres.createDatabase());
  const id = await world.waitingAnswer();
  for (let time = 1; time <= 20; time += 1) await world.putBack(await world.call(id));
  expect(await world.attempts(id)).toMatchObject([{ state: 'waiting', tries: 0 }]);
  expect(await world.calls()).toEqual([]);
  await world.send(id, world.accepted());
  expect(await world.attempts(id)).toMatchObject([{ state: 'sent', tries: 1 }]);
});
