import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Command } from '../../src-shared/domain/command.ts';
import type { Conversation } from '../../src-shared/domain/conversation.ts';
import { conversationIdSchema, workspaceIdSchema } from '../../src-shared/domain/ids.ts';
import type { ConsoleClient } from '../fanout/testing/console-client.ts';
import { newCommandId, sendCommand } from '../fanout/testing/console-client.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { RelayStage } from '../testing/relay-stage.ts';

const DAY_MS = 24 * 3_600_000;

let postgres: TestPostgres;
let stage: RelayStage;
let agent: ConsoleClient;
let bot: ConsoleClient;

beforeAll(async () => {
  postgres = await startTestPostgres();
  stage = await RelayStage.open({ databaseUrl: await postgres.createDatabase() });
  agent = await stage.console();
  bot = await stage.console({ token: stage.tokenOf('bot') });
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await postgres[Symbol.asyncDispose]();
});

async function messages({ id }: Conversation) {
  const { lastNumber } = await stage.conversation(id);
  return lastNumber;
}

function attemptsOf(command: Command) {
  return stage.database
    .forWorkspace(stage.workspace)
    .reading((tables) =>
      tables
        .selectFrom('send_attempt')
        .where('workspace_id', '=', stage.workspace)
        .where('command_id', '=', command.id)
        .select(['message', 'attempt', 'state'])
        .execute(),
    );
}

test('a message of an agent is accepted with its place in the log, and waits to be sent', async () => {
  const conversation = await stage.startConversation();
  const command = sendCommand(conversation, '  Hello  ');
  const answer = await agent.command(command);
  const frame = await agent.next('frame', ({ to }) => to >= (answer.seq ?? 0));
  expect(answer).toEqual({ id: command.id, outcome: 'accepted', code: 'done', seq: frame.to });
  expect(await stage.message(conversation.id, 2)).toMatchObject({
    origin: 'agent',
    person: 1,
    text: 'Hello',
    status: 'accepted',
    commandId: command.id,
    seq: answer.seq,
  });
  expect(await attemptsOf(command)).toEqual([{ message: 2, attempt: 1, state: 'waiting' }]);
});

test('O1 the same command ten times at once takes effect once and gets the same answer', async () => {
  const conversation = await stage.startConversation();
  const command = sendCommand(conversation, 'Once');
  const consoles = await Promise.all(Array.from({ length: 10 }, () => stage.console()));
  const answers = await Promise.all(consoles.map((client) => client.command(command)));
  expect(new Set(answers.map(({ seq }) => seq)).size).toBe(1);
  expect(answers.every(({ outcome }) => outcome === 'accepted')).toBe(true);
  expect(await messages(conversation)).toBe(2);
  expect(await attemptsOf(command)).toHaveLength(1);
  await Promise.all(consoles.map((client) => client[Symbol.asyncDispose]()));
});

test('O3 an author who had not seen an answer from the phone is stale', async () => {
  const conversation = await stage.startConversation();
  await stage.arrives(conversation.id, 'message.echoed');
  const command = sendCommand(conversation, 'Too late');
  expect(await agent.command(command)).toMatchObject({ outcome: 'stale', code: 'newer_reply' });
  const informed = { ...sendCommand(await stage.conversation(conversation.id), 'Still'), id: command.id };
  expect(await agent.command(informed)).toMatchObject({ outcome: 'accepted' });
});

test('O3 an answer by a colleague makes stale, an own one or a customer does not', async () => {
  const conversation = await stage.startConversation();
  expect(await agent.command(sendCommand(conversation, 'One'))).toMatchObject({ outcome: 'accepted' });
  await stage.arrives(conversation.id);
  expect(await agent.command(sendCommand(conversation, 'Two'))).toMatchObject({ outcome: 'accepted' });
  await using colleague = await stage.console({ token: stage.tokenOf('agent', 1) });
  expect(await colleague.command(sendCommand(conversation, 'Three'))).toMatchObject({
    outcome: 'stale',
    code: 'newer_reply',
  });
});

test('T1 who answers with an old turn is stale', async () => {
  const conversation = await stage.startConversation();
  const request: Command = {
    ...sendCommand(conversation, ''),
    id: newCommandId(),
    type: 'handoff.request',
    body: { note: 'wants a refund' },
  };
  expect(await bot.command(request)).toMatchObject({ outcome: 'accepted' });
  const current = await stage.conversation(conversation.id);
  expect(current.turn).toBe(conversation.turn + 1);
  expect(await bot.command(sendCommand(conversation, 'I know'))).toMatchObject({
    outcome: 'stale',
    code: 'turn_moved',
  });
  const { events } = await agent.next('frame', ({ to }) => to >= current.asOf);
  expect(events.at(-1)).toMatchObject({
    event: { type: 'handoff.requested', actor: { kind: 'bot', person: 3 } },
    content: { text: 'wants a refund' },
  });
});

test('O2 free text for a closed window is held, and accepted once the customer has written', async () => {
  const conversation = await stage.startConversation(DAY_MS + 1000);
  const command = sendCommand(conversation, 'Hello?');
  expect(await agent.command(command)).toMatchObject({ outcome: 'held', code: 'window_closed' });
  expect(await messages(conversation)).toBe(1);
  await stage.arrives(conversation.id);
  expect(await agent.command(command)).toMatchObject({ outcome: 'accepted' });
});

test('reading marks merge by maximum', async () => {
  const conversation = await stage.startConversation();
  await stage.arrives(conversation.id);
  const read = (inbound: number) =>
    agent.command({
      ...sendCommand(conversation, ''),
      id: newCommandId(),
      type: 'conversation.mark_read',
      body: { inbound },
    });
  const first = await read(2);
  expect(first).toMatchObject({ outcome: 'accepted' });
  expect(await stage.conversation(conversation.id)).toMatchObject({ readInbound: 2, asOf: first.seq });
  expect(await read(1)).toMatchObject({ outcome: 'accepted', seq: first.seq });
  expect(await read(99)).toMatchObject({ outcome: 'accepted', seq: first.seq });
});

test('what can never take effect is refused by its id', async () => {
  const conversation = await stage.startConversation();
  const command = sendCommand(conversation, 'Hello');
  const elsewhere = { ...command, workspaceId: workspaceIdSchema.parse(99) };
  expect(await agent.command(elsewhere)).toMatchObject({ outcome: 'refused', code: 'wrong_workspace' });
  const nowhere = { ...command, conversation: conversationIdSchema.parse(9999) };
  expect(await agent.command({ ...nowhere, id: newCommandId() })).toMatchObject({
    outcome: 'refused',
    code: 'unknown_conversation',
  });
  const id = newCommandId();
  agent.sayRaw(JSON.stringify({ type: 'command', command: { ...command, id, body: { text: '' } } }));
  const { answer } = await agent.next('answer', (message) => message.answer.id === id);
  expect(answer).toMatchObject({ outcome: 'refused', code: 'malformed' });
});

test('a command without an id ends the connection', async () => {
  await using client = await stage.console();
  await client.next('welcome');
  client.sayRaw(JSON.stringify({ type: 'command', command: { type: 'message.send' } }));
  expect(await client.next('refused')).toMatchObject({ code: 'malformed' });
  expect(await client.ended).toEqual({ kind: 'closed', code: 4003 });
});
