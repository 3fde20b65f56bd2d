import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';

import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { ConsoleClient } from '../fanout/testing/console-client.ts';
import { graphError, startGraphServer, type GraphServer } from '../cloud-api/testing/graph-server.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { sendCommand } from '../fanout/testing/console-client.ts';
import { RelayStage } from '../testing/relay-stage.ts';

const DAY_MS = 24 * 3_600_000;

let postgres: TestPostgres;
let graph: GraphServer;
let stage: RelayStage;
let agent: ConsoleClient;
let conversation: Conversation;

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres[Symbol.asyncDispose]());

beforeEach(async () => {
  graph = await startGraphServer();
  stage = await RelayStage.open({ databaseUrl: await postgres.createDatabase(), graphUrl: graph.url });
  const opened = { graph, stage };
  onTestFinished(async () => {
    await opened.stage[Symbol.asyncDispose]();
    await opened.graph[Symbol.asyncDispose]();
  });
  conversation = await stage.startConversation();
  agent = await stage.console();
  // What happens before its snapshot is whole may come inside the snapshot, and in no frame.
  await agent.next('snapshot', ({ done }) => done);
});

async function send(text: string) {
  const command = sendCommand(conversation, text);
  expect(await agent.command(command)).toMatchObject({ outcome: 'accepted' });
  return command;
}

async function status(message: number, wanted: string) {
  const frame = await agent.next('frame', ({ events }) =>
    events.some(
      ({ event }) => event.type === 'message.status' && event.body.message === message && event.body.status === wanted,
    ),
  );
  return frame.events.at(-1)?.event.body;
}

test('O5 a message counts as sent with the id that the provider gave', async () => {
  const command = await send('Hello');
  await status(2, 'sent');
  expect(graph.calls).toMatchObject([
    { body: { to: conversation.phone, text: { body: 'Hello' }, biz_opaque_callback_data: `${command.id}/1` } },
  ]);
  const links = await stage.database
    .forWorkspace(stage.workspace)
    .reading((tables) =>
      tables.selectFrom('provider_message').select(['provider_id', 'message', 'command_id']).execute(),
    );
  expect(links).toContainEqual({ provider_id: 'provider-1', message: 2, command_id: command.id });
});

test('messages of a conversation leave in their order, also when the first must wait', async () => {
  graph.answer(graphError(400, 131_056));
  for (const text of ['one', 'two', 'three']) await send(text);
  await status(4, 'sent');
  const texts = graph.calls.map(({ body }) => JSON.stringify(body).match(/"body":"(\w+)"/)?.[1]);
  expect(texts).toEqual(['one', 'one', 'two', 'three']);
});

test('a refusal that does not pass is a failure with its code', async () => {
  graph.answer(graphError(400, 131_026));
  await send('Hello');
  expect(await status(2, 'failed')).toMatchObject({ failureCode: 131_026, attempt: 1 });
  await send('Again');
  await status(3, 'sent');
  expect(graph.calls).toHaveLength(2);
});

test('O4 a call whose outcome is not known is never repeated by itself', async () => {
  graph.answer({ kind: 'drop' });
  await send('Perhaps');
  await status(2, 'unknown');
  await send('Next');
  await status(3, 'sent');
  expect(graph.calls).toHaveLength(2);
});

test('while Meta is out of reach the message waits, and leaves once', async () => {
  const port = Number(new URL(graph.url).port);
  await graph[Symbol.asyncDispose]();
  await send('Later');
  await expect.poll(firstAttempt).toEqual({ state: 'waiting', tries: 1 });
  graph = await startGraphServer(port);
  await status(2, 'sent');
  expect(graph.calls).toHaveLength(1);
});

test('O2 a window that closes while a message waits keeps it from leaving', async () => {
  const databaseUrl = await postgres.createDatabase();
  await using waiting = await RelayStage.open({ databaseUrl });
  const late = await waiting.startConversation();
  await using client = await waiting.console();
  expect(await client.command(sendCommand(late, 'Hurry'))).toMatchObject({ outcome: 'accepted' });
  await using nextDay = await RelayStage.open({ databaseUrl, graphUrl: graph.url, aheadMs: DAY_MS });
  await expect.poll(() => nextDay.message(late.id, 2)).toMatchObject({ status: 'failed', failureCode: 131_047 });
  expect(graph.calls).toHaveLength(0);
});

test('O1 what was accepted is sent after a restart, even when its job is lost', async () => {
  const databaseUrl = await postgres.createDatabase();
  await using waiting = await RelayStage.open({ databaseUrl });
  const fresh = await waiting.startConversation();
  await using client = await waiting.console();
  await client.command(sendCommand(fresh, 'Hello'));
  await sql`delete from echodesk_jobs._private_jobs`.execute(waiting.database.door);
  await using restarted = await RelayStage.open({ databaseUrl, graphUrl: graph.url });
  await expect.poll(() => restarted.message(fresh.id, 2)).toMatchObject({ status: 'sent' });
  expect(graph.calls).toHaveLength(1);
});

test('a reply goes to the number that the customer has by now', async () => {
  const userId = 'GB.90210000000000002';
  conversation = await stage.startConversation(0, { userId, phone: null });
  await stage.identify({ userId, phone: '447700900801' });
  await send('At last');
  await status(2, 'sent');
  await stage.identify({ userId, phone: '447700900802' });
  await send('After the move');
  await status(3, 'sent');
  await stage.identify({ userId: 'GB.90210000000000003', phone: '447700900802' });
  await send('Too late');
  expect(await status(4, 'failed')).toMatchObject({ failureCode: 131_026 });
  expect(graph.calls.map(({ body }) => body)).toMatchObject([{ to: '447700900801' }, { to: '447700900802' }]);
});

async function firstAttempt() {
  const workspace = stage.database.forWorkspace(stage.workspace);
  return workspace.reading((tables) => tables.selectFrom('send_attempt').select(['state', 'tries']).executeTakeFirst());
}
