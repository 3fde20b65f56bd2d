import { execFile } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Conversation } from '../../src-shared/domain/conversation.ts';
import { must } from '../../src-shared/lib/must.ts';
import { startGraphServer } from '../cloud-api/testing/graph-server.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { ConsoleClient, sendCommand } from '../fanout/testing/console-client.ts';
import { RelayProcess } from '../testing/relay-process.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const ENTRY = fileURLToPath(new URL('../index.ts', import.meta.url));
const execute = promisify(execFile);

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

test('E1 a restored relay gives a snapshot of a new epoch, knows old commands, and sends nothing twice', async () => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'backup');
  await using graph = await startGraphServer();
  const [lived, empty] = [await postgres.createDatabase(), await postgres.createDatabase()];

  await using relay = await RelayProcess.start({ databaseUrl: lived, graphUrl: graph.url });
  await using agent = await openConsole(relay);
  const conversation = await greeted(relay, agent);
  const told = sendCommand(conversation, 'Told');
  const answer = await agent.command(told);
  await agent.next('frame', says('sent'));
  graph.answer({ kind: 'hang' });
  const [perhaps, behind] = [sendCommand(conversation, 'Perhaps'), sendCommand(conversation, 'Behind')];
  await agent.command(perhaps);
  await graph.called(2);
  await agent.command(behind);
  await run(lived, 'backup', '--to', file);

  await relay.customerWrites('since');
  await agent.next('frame', ({ events }) => events.some(({ content }) => content?.text === 'since'));
  const { epoch: oldEpoch } = await agent.next('welcome');
  const seen = must(agent.frames.at(-1), 'newest frame').to;
  await relay.kill();
  graph.answer({ kind: 'accept' });
  const said = await run(empty, 'restore', '--from', file);
  expect(said).toContain('2 messages may have been sent already');

  await using restored = await RelayProcess.start({ databaseUrl: empty, graphUrl: graph.url });
  await expect
    .poll(() => texts(restored), { timeout: 20_000 })
    .toEqual(['hello null', 'Told sent', 'Perhaps unknown', 'Behind unknown']);
  await using back = await openConsole(restored, { epoch: oldEpoch, seq: conversation.asOf });
  await using ahead = await openConsole(restored, { epoch: oldEpoch, seq: seen });
  const welcomes = [await back.next('welcome'), await ahead.next('welcome')];
  expect(welcomes.map(({ resume }) => resume)).toEqual(['snapshot', 'snapshot']);
  expect(welcomes.filter(({ epoch }) => epoch === oldEpoch)).toEqual([]);

  expect(await back.command(told)).toEqual(answer);
  expect(await back.command(perhaps)).toMatchObject({ outcome: 'accepted' });
  const fresh = sendCommand((await newest(back)).conversation, 'Afresh');
  await back.command(fresh);
  await back.next('frame', says('sent'));
  expect(graph.calls.map(({ body }) => body)).toMatchObject(
    [told, perhaps, fresh].map(({ id }) => ({ biz_opaque_callback_data: `${id}/1` })),
  );
});

function openConsole({ url, agentToken: token }: RelayProcess, cursor: Cursor | null = null): Promise<ConsoleClient> {
  return ConsoleClient.open({ url, token, cursor });
}

type Cursor = NonNullable<Parameters<typeof ConsoleClient.open>[0]['cursor']>;

/** The conversation of a customer who has written. */
async function greeted(relay: RelayProcess, agent: ConsoleClient): Promise<Conversation> {
  await agent.next('snapshot');
  await relay.customerWrites('hello');
  await agent.caughtUp(2);
  await using look = await openConsole(relay);
  return (await newest(look)).conversation;
}

async function newest(client: ConsoleClient) {
  const { conversations } = await client.next('snapshot');
  return must(conversations[0], 'a conversation');
}

async function texts(relay: RelayProcess): Promise<readonly string[]> {
  await using look = await openConsole(relay);
  return (await newest(look)).messages.map(({ text, status }) => `${text} ${status}`);
}

function says(wanted: string): Parameters<typeof ConsoleClient.prototype.next<'frame'>>[1] {
  return ({ events }) => events.some(({ event }) => event.type === 'message.status' && event.body.status === wanted);
}

/** A command of the relay, as an operator gives it. Rejects when it fails. */
async function run(databaseUrl: string, ...words: readonly string[]): Promise<string> {
  const environment = { ...process.env, DATABASE_URL: databaseUrl };
  const { stdout } = await execute(process.execPath, [ENTRY, ...words], { env: environment });
  return stdout;
}
