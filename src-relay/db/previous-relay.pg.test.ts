import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Conversation } from '../../src-shared/domain/conversation.ts';
import { messageNumberSchema } from '../../src-shared/domain/ids.ts';
import { must } from '../../src-shared/lib/must.ts';
import { MAX_HISTORY_PAGE } from '../../src-shared/protocol/history.ts';
import { startGraphServer } from '../cloud-api/testing/graph-server.ts';
import { ConsoleClient, sendCommand } from '../fanout/testing/console-client.ts';
import { unpackPreviousRelay } from '../testing/previous-relay.ts';
import { RelayProcess } from '../testing/relay-process.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openDatabase } from './database.ts';
import { startTestPostgres, type TestPostgres } from './testing/test-postgres.ts';

/** What the consoles of that version speak. */
const PREVIOUS_PROTOCOL = 1;
/** Messages before and after the change; more come while it is made. */
const AROUND = 20;

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

test('M1 the version before goes on serving while this one changes the schema, and this one takes over', async () => {
  await using folder = await temporaryFolder();
  await using graph = await startGraphServer();
  const databaseUrl = await postgres.createDatabase();
  const entry = await unpackPreviousRelay(folder.path);
  await using previous = await RelayProcess.start({ databaseUrl, graphUrl: graph.url, entry });
  await using agent = await openPreviousConsole(previous);
  await agent.next('snapshot');

  const written: string[] = [];
  const writeNext = async () => {
    await previous.customerWrites(`n${written.length}`);
    written.push(`n${written.length}`);
  };
  for (let count = 0; count < AROUND; count += 1) await writeNext();
  const made = new AbortController();
  const migrated = migrate(databaseUrl).finally(() => made.abort());
  while (!made.signal.aborted) await writeNext();
  await migrated;
  for (let count = 0; count < AROUND; count += 1) await writeNext();
  await agent.next('frame', ({ events }) => events.some(({ content }) => content?.text === written.at(-1)));
  expect(receivedTexts(agent)).toEqual(written);

  await using second = await openPreviousConsole(previous);
  const reply = sendCommand((await newest(second)).conversation, 'Served');
  expect(await agent.command(reply)).toMatchObject({ outcome: 'accepted' });
  await agent.next('frame', ({ events }) =>
    events.some(({ event }) => event.type === 'message.status' && event.body.status === 'sent'),
  );
  expect(await previous.stop()).toBe(0);

  await using next = await RelayProcess.start({ databaseUrl, graphUrl: graph.url });
  await using client = await ConsoleClient.open({ url: next.url, token: next.agentToken });
  await client.next('snapshot');
  await next.customerWrites('after');
  await client.next('frame', ({ events }) => events.some(({ content }) => content?.text === 'after'));
  await using look = await ConsoleClient.open({ url: next.url, token: next.agentToken });
  const { conversation } = await newest(look);
  expect(await allTexts(client, conversation)).toEqual([...written, 'Served', 'after']);
  expect(await client.command(reply)).toMatchObject({ outcome: 'accepted' });
  expect(graph.calls).toHaveLength(1);
});

async function migrate(databaseUrl: string): Promise<void> {
  await using database = await openDatabase(databaseUrl);
  expect(await database.isReady()).toBe(true);
}

async function openPreviousConsole({ url, agentToken: token }: RelayProcess): Promise<ConsoleClient> {
  const client = await ConsoleClient.connect({ url, token });
  const device = '0199a0b0-0000-4000-8000-000000000001';
  const hello = { type: 'hello', protocol: PREVIOUS_PROTOCOL, device, cursor: null, appVersion: 'test' };
  client.sayRaw(JSON.stringify(hello));
  return client;
}

function receivedTexts(client: ConsoleClient): readonly string[] {
  return client.frames
    .flatMap(({ events }) => events)
    .filter(({ event }) => event.type === 'message.received')
    .map(({ content }) => content?.text ?? '');
}

async function newest(client: ConsoleClient) {
  const { conversations } = await client.next('snapshot');
  return must(conversations[0], 'a conversation');
}

/** Every text of a conversation, oldest first. */
async function allTexts(client: ConsoleClient, { id, lastNumber }: Conversation): Promise<readonly string[]> {
  const texts: string[] = [];
  for (let before = lastNumber + 1, hasMore = true; hasMore; before -= MAX_HISTORY_PAGE) {
    const request = { conversation: id, before: messageNumberSchema.parse(before), limit: MAX_HISTORY_PAGE };
    client.say({ type: 'read_history', ...request });
    const page = await client.next('history_page', (each) => each.before === request.before);
    texts.unshift(...page.messages.toReversed().map(({ text }) => text ?? ''));
    hasMore = page.hasMore;
  }
  return texts;
}
