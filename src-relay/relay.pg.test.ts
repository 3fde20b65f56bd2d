import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';

import type { Conversation } from '../src-shared/domain/conversation.ts';
import { must } from '../src-shared/lib/must.ts';
import type { Frame } from '../src-shared/protocol/frame.ts';
import { PROTOCOL_FLOOR, PROTOCOL_VERSION } from '../src-shared/protocol/protocol-version.ts';
import { startGraphServer, type GraphServer } from './cloud-api/testing/graph-server.ts';
import { startTestPostgres, type TestPostgres } from './db/testing/test-postgres.ts';
import { ConsoleClient, sendCommand } from './fanout/testing/console-client.ts';
import { RelayProcess, runRelay } from './testing/relay-process.ts';

let postgres: TestPostgres;
let graph: GraphServer;
let databaseUrl: string;

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres[Symbol.asyncDispose]());

beforeEach(async () => {
  databaseUrl = await postgres.createDatabase();
  graph = await startGraphServer();
});

/** Its lease runs out, somebody looks, and the call's conversation is looked at. */
const TAKEN_FOR_DEAD_WITHIN_MS = 20_000;

async function startRelay(): Promise<RelayProcess> {
  const relay = await RelayProcess.start({ databaseUrl, graphUrl: graph.url });
  onTestFinished(() => relay.kill());
  return relay;
}

function openConsole({ url, agentToken: token }: RelayProcess): Promise<ConsoleClient> {
  return ConsoleClient.open({ url, token });
}

/** The conversation of a customer who has written, as the console knows it. */
async function greeted(relay: RelayProcess, client: ConsoleClient): Promise<Conversation> {
  await client.next('snapshot');
  await relay.customerWrites('hello');
  await client.caughtUp(2);
  await using fresh = await openConsole(relay);
  return (await newestConversation(fresh)).conversation;
}

async function newestConversation(client: ConsoleClient) {
  const { conversations } = await client.next('snapshot');
  return must(conversations[0], 'a conversation');
}

function says(wanted: string) {
  return ({ events }: Frame) =>
    events.some(({ event }) => event.type === 'message.status' && event.body.status === wanted);
}

test('O1 a relay that is killed between accepting and sending sends once after it is back', async () => {
  const port = Number(new URL(graph.url).port);
  await graph[Symbol.asyncDispose]();
  const relay = await startRelay();
  const client = await openConsole(relay);
  const conversation = await greeted(relay, client);
  const command = sendCommand(conversation, 'Once');
  const answer = await client.command(command);
  await relay.kill();

  graph = await startGraphServer(port);
  const { epoch, head } = await client.next('welcome');
  const again = await startRelay();
  await using resumed = await ConsoleClient.open({
    url: again.url,
    token: again.agentToken,
    cursor: { epoch, seq: head },
  });
  await resumed.next('frame', says('sent'));
  expect(await resumed.command(command)).toEqual(answer);
  expect(graph.calls).toMatchObject([{ body: { biz_opaque_callback_data: `${command.id}/1` } }]);
  expect(await again.stop()).toBe(0);
  expect(graph.calls).toHaveLength(1);
});

test('O4 a relay that is killed during the call says unknown and does not send again', async () => {
  graph.answer({ kind: 'hang' });
  const relay = await startRelay();
  const client = await openConsole(relay);
  const conversation = await greeted(relay, client);
  await client.command(sendCommand(conversation, 'Perhaps'));
  await graph.called(1);
  await relay.kill();

  const again = await startRelay();
  await using resumed = await openConsole(again);
  await expect
    .poll(
      async () => {
        await using look = await openConsole(again);
        return (await newestConversation(look)).messages.at(-1)?.status;
      },
      { timeout: TAKEN_FOR_DEAD_WITHIN_MS },
    )
    .toBe('unknown');
  expect(await again.stop()).toBe(0);
  expect(await resumed.ended).toEqual({ kind: 'closed', code: 1012 });
  expect(graph.calls).toHaveLength(1);
});

test('a person signs in with a token, and anybody may ask what this relay is', async () => {
  const { url, agentToken } = await startRelay();
  const ask = (path: string, token?: string) =>
    fetch(`${url}${path}`, { headers: token === undefined ? {} : { authorization: `Bearer ${token}` } });
  const session = await ask('/v1/session', agentToken);
  expect(await session.json()).toEqual({
    workspace: 1,
    workspaceName: 'Practice shop',
    person: { id: 1, name: 'Amina Okafor', role: 'agent' },
  });
  expect((await ask('/v1/session')).status).toBe(401);
  expect((await ask('/v1/session', 'x'.repeat(43))).status).toBe(401);
  const info = await ask('/v1/relay');
  expect(await info.json()).toMatchObject({ protocol: PROTOCOL_VERSION, floor: PROTOCOL_FLOOR, practice: true });
});

test('what keeps the relay from starting is said in one sentence', async () => {
  const wrong = await runRelay({ databaseUrl, graphUrl: 'nowhere' });
  expect(wrong).toEqual({ code: 2, said: 'ECHODESK_GRAPH_URL must be an http or https address.\n' });
  const port = new URL(graph.url).port;
  const taken = await runRelay({ databaseUrl, graphUrl: graph.url, environment: { ECHODESK_PORT: port } });
  expect(taken.code).toBe(1);
  expect(taken.said).toMatch(new RegExp(`^Port ${port} on 127.0.0.1 is taken: `));
  const noDatabase = await runRelay({ databaseUrl: 'postgres://a@127.0.0.1:1/x', graphUrl: graph.url });
  expect(noDatabase.code).toBe(1);
  expect(noDatabase.said).toMatch(/^The database can't be used \(ECONNREFUSED\): /);
});
