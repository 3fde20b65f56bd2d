import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Command } from '../../src-shared/domain/command.ts';
import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { MessageNumber } from '../../src-shared/domain/ids.ts';
import { UNKNOWN_PATIENCE_MS } from '../../src-shared/domain/message-delay.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { newCommandId, sendCommand, type ConsoleClient } from '../fanout/testing/console-client.ts';
import { RelayStage } from '../testing/relay-stage.ts';

const DAY_MS = 24 * 3_600_000;

let postgres: TestPostgres;
let databaseUrl: string;
let stage: RelayStage;
let agent: ConsoleClient;

beforeAll(async () => {
  postgres = await startTestPostgres();
  databaseUrl = await postgres.createDatabase();
  stage = await RelayStage.open({ databaseUrl });
  agent = await stage.console();
});
afterAll(async () => {
  await stage[Symbol.asyncDispose]();
  await postgres[Symbol.asyncDispose]();
});

type Ending = { readonly status: 'failed' | 'unknown' | 'sent'; readonly agoMs?: number; readonly attempt?: number };

/** What the sender says of an attempt. */
async function ends(conversation: Conversation, message: MessageNumber, ending: Ending): Promise<void> {
  const { status, agoMs = 0, attempt = 1 } = ending;
  await stage.log.change(stage.workspace, (lane) =>
    lane.append({
      type: 'message.status',
      conversation: conversation.id,
      at: epochMs(Date.now() - agoMs),
      actor: { kind: 'system' },
      body: { message, attempt, status, failureCode: null },
      content: null,
      dedupeKey: `ending/${conversation.id}/${message}/${attempt}/${status}`,
    }),
  );
}

async function sent(ending?: Ending) {
  const started = await stage.startConversation();
  const command = sendCommand(started, 'Hello');
  expect(await agent.command(command)).toMatchObject({ outcome: 'accepted' });
  const conversation = await stage.conversation(started.id);
  if (ending !== undefined) await ends(conversation, conversation.lastNumber, ending);
  return { command, conversation: await stage.conversation(started.id) };
}

function retry(conversation: Conversation, after = 1): Command {
  return {
    ...sendCommand(conversation, ''),
    id: newCommandId(),
    type: 'message.retry',
    body: { message: conversation.lastNumber, after },
  };
}

function attemptsOf(command: Command) {
  return stage.database
    .forWorkspace(stage.workspace)
    .reading((tables) =>
      tables
        .selectFrom('send_attempt')
        .where('workspace_id', '=', stage.workspace)
        .where('command_id', '=', command.id)
        .select(['attempt', 'state'])
        .orderBy('attempt')
        .execute(),
    );
}

test('O6 what failed is sent again as a new attempt, once for each command', async () => {
  const { command, conversation } = await sent({ status: 'failed' });
  const again = retry(conversation);
  const answers = [await agent.command(again), await agent.command(again)];
  expect(answers[0]).toMatchObject({ outcome: 'accepted' });
  expect(answers[1]).toEqual(answers[0]);
  expect(await stage.message(conversation.id, 2)).toMatchObject({ status: 'accepted', attempt: 2, failureCode: null });
  expect(await attemptsOf(command)).toEqual([
    { attempt: 1, state: 'waiting' },
    { attempt: 2, state: 'waiting' },
  ]);
});

test('O6 two agents who send the same message again make one attempt', async () => {
  const { command, conversation } = await sent({ status: 'failed' });
  await using colleague = await stage.console({ token: stage.tokenOf('agent', 1) });
  const answers = await Promise.all([agent.command(retry(conversation)), colleague.command(retry(conversation))]);
  expect(answers.map(({ outcome }) => outcome).toSorted()).toEqual(['accepted', 'refused']);
  expect(await attemptsOf(command)).toHaveLength(2);
});

test('O6 a call that nobody knows of is waited for ten minutes before it may be made again', async () => {
  const early = await sent({ status: 'unknown', agoMs: UNKNOWN_PATIENCE_MS - 5000 });
  expect(await agent.command(retry(early.conversation))).toMatchObject({ code: 'not_retryable' });
  const late = await sent({ status: 'unknown', agoMs: UNKNOWN_PATIENCE_MS + 1000 });
  expect(await agent.command(retry(late.conversation))).toMatchObject({ outcome: 'accepted' });
});

test('O6 what was sent, waits, or is not ours is not sent again', async () => {
  const delivered = await sent({ status: 'sent' });
  expect(await agent.command(retry(delivered.conversation))).toMatchObject({ code: 'not_retryable' });
  const waiting = await sent();
  expect(await agent.command(retry(waiting.conversation))).toMatchObject({ code: 'not_retryable' });
  const failed = await sent({ status: 'failed' });
  expect(await agent.command(retry(failed.conversation, 2))).toMatchObject({ code: 'not_retryable' });
  const theirs = await stage.startConversation();
  expect(await agent.command(retry(theirs))).toMatchObject({ outcome: 'refused', code: 'not_retryable' });
});

test('O3 sending again is an answer like any other', async () => {
  const { conversation } = await sent({ status: 'failed' });
  await stage.arrives(conversation.id, 'message.echoed');
  expect(await agent.command(retry(conversation))).toMatchObject({ outcome: 'stale', code: 'newer_reply' });
});

test('O2 what failed is held, not sent again, once the service window is closed', async () => {
  const { conversation } = await sent({ status: 'failed' });
  await using nextDay = await RelayStage.open({ databaseUrl, aheadMs: DAY_MS });
  await using client = await nextDay.console();
  expect(await client.command(retry(conversation))).toMatchObject({ outcome: 'held', code: 'window_closed' });
});
