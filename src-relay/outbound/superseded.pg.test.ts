import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';

import { messageNumberSchema, type ConversationId } from '../../src-shared/domain/ids.ts';
import { must } from '../../src-shared/lib/must.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { refused, SendingWorld, timedOut } from '../testing/sending-world.ts';
import type { AttemptName } from './callback-data.ts';
import type { ClaimedCall } from './claim-send.ts';
import { closeLongUnknown } from './lost-wakes.ts';

const DAY_MS = 24 * 3_600_000;
const REPLY = messageNumberSchema.parse(2);

let postgres: TestPostgres;
let world: SendingWorld;

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres[Symbol.asyncDispose]());

beforeEach(async () => {
  const opened = await SendingWorld.open(await postgres.createDatabase());
  onTestFinished(() => opened[Symbol.asyncDispose]());
  world = opened;
});

/** Nobody knows what came of the first attempt, and the agent has sent it again. */
async function sentAgain(): Promise<{ id: ConversationId; first: ClaimedCall; name: AttemptName }> {
  const id = await world.waitingAnswer();
  const first = await world.call(id);
  await world.settle(first, timedOut);
  await world.retry(id, REPLY);
  return { id, first, name: { commandId: first.attempt.command_id, attempt: 1 } };
}

test.each(['sent', 'delivered', 'read'] as const)(
  'O6 a message whose first attempt turns out to be %s is not sent a second time',
  async (status) => {
    const { id, name } = await sentAgain();
    expect(await world.states(id)).toEqual(['closed', 'waiting']);
    await world.status(name, status);
    expect(await world.stage.message(id, REPLY)).toMatchObject({ status, attempt: 2 });
    expect(await world.claim(id)).toEqual({ kind: 'nothing' });
    expect(await world.states(id)).toEqual(['sent', 'closed']);
    expect(await world.calls()).toHaveLength(1);
    expect(await world.stage.message(id, REPLY)).toMatchObject({ status, attempt: 2 });
  },
);

test('O6 the same where the answer to the first attempt comes late', async () => {
  const { id, first } = await sentAgain();
  await world.settle(first, world.accepted());
  expect(await world.claim(id)).toEqual({ kind: 'nothing' });
  expect(await world.states(id)).toEqual(['sent', 'closed']);
  expect(await world.stage.message(id, REPLY)).toMatchObject({ status: 'sent' });
});

test('O6 a first attempt that failed after all holds up no second one', async () => {
  const { id, name } = await sentAgain();
  await world.status(name, 'sent');
  await world.status(name, 'failed');
  await world.send(id, world.accepted());
  expect(await world.states(id)).toEqual(['sent', 'sent']);
  expect(await world.stage.message(id, REPLY)).toMatchObject({ status: 'sent', attempt: 2 });
});

test('O6 what was given up for an attempt that failed in the end can be sent again', async () => {
  const { id, name } = await sentAgain();
  await world.status(name, 'sent');
  await world.claim(id);
  await world.status(name, 'failed');
  expect(await world.stage.message(id, REPLY)).toMatchObject({ status: 'failed', attempt: 2 });
  await world.retry(id, REPLY);
  await world.send(id, world.accepted());
  expect(await world.stage.message(id, REPLY)).toMatchObject({ status: 'sent', attempt: 3 });
});

test('a second attempt that the provider refuses for now is not made again once the first is proven', async () => {
  const { id, name } = await sentAgain();
  const second = await world.call(id);
  await world.status(name, 'delivered');
  await world.settle(second, refused(134_101));
  world.pass(60_000);
  expect(await world.claim(id)).toEqual({ kind: 'nothing' });
  expect(await world.stage.message(id, REPLY)).toMatchObject({ status: 'delivered' });
});

test('nothing is expected any more of what nobody has said anything of for days; a status still counts', async () => {
  const id = await world.waitingAnswer();
  await world.send(id, timedOut);
  const { door } = world.stage.database;
  await closeLongUnknown({ door }, world.now);
  expect(await world.states(id)).toEqual(['unknown']);
  world.pass(9 * DAY_MS);
  await closeLongUnknown({ door }, world.now);
  expect(await world.states(id)).toEqual(['closed']);
  const commandId = must((await world.attempts(id))[0], 'attempt').command_id;
  await world.status({ commandId, attempt: 1 }, 'delivered');
  expect(await world.states(id)).toEqual(['sent']);
});
