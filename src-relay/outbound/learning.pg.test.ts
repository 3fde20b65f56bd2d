import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';

import type { ConversationId } from '../../src-shared/domain/ids.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { envelope, messagesChange, textMessage } from '../ingest/testing/payloads.ts';
import { SendingWorld } from '../testing/sending-world.ts';

const NUMBER = '100200300';
const MINUTE_MS = 60_000;
const PAYMENT = 131_042;

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

function seconds(agoMs = 0): string {
  return String(Math.floor((world.now - agoMs) / 1000));
}

function hearStatus(id: string, status: string, more: object = {}): Promise<void> {
  const one = { id, status, timestamp: seconds(), recipient_id: '447700900123', ...more };
  return world.hear(envelope(messagesChange({ statuses: [one] }, NUMBER)));
}

function hearFailed(id: string, code: number, agoMs = 0): Promise<void> {
  return hearStatus(id, 'failed', { timestamp: seconds(agoMs), errors: [{ code, title: 'refused' }] });
}

async function hearWritten(count: number): Promise<void> {
  const messages = Array.from({ length: count }, (_none, index) => textMessage(`in-${index}`, 'Hi'));
  await world.hear(envelope(messagesChange({ messages }, NUMBER)));
}

async function kindOfClaim(id: ConversationId): Promise<string> {
  return (await world.claim(id)).kind;
}

test('W1 what customers write takes from what may be sent, and for no longer than a second', async () => {
  const id = await world.waitingAnswer();
  await hearWritten(20);
  expect(await kindOfClaim(id)).toBe('queued');
  world.pass(999);
  expect(await kindOfClaim(id)).toBe('queued');
  world.pass(1);
  expect(await kindOfClaim(id)).toBe('call');
});

test('a number whose messages are refused after a good answer stops, and goes on when one has arrived', async () => {
  const [first, second, third] = [
    await world.waitingAnswer(),
    await world.waitingAnswer(),
    await world.waitingAnswer(),
  ];
  await world.send(first, world.accepted());
  world.pass(10_000);
  await hearFailed('provider-1', PAYMENT);
  expect(await world.stage.message(first, 2)).toMatchObject({ status: 'failed', failureCode: PAYMENT });
  expect(await kindOfClaim(second)).not.toBe('call');
  expect(await world.delays(second)).toMatchObject([{ reason: 'number_stopped', code: PAYMENT }]);
  world.pass(5 * MINUTE_MS);
  expect((await world.look(second)).conversations).toEqual([second]);
  await world.send(second, world.accepted());
  expect(await kindOfClaim(third)).not.toBe('call');
  await hearStatus('provider-1', 'delivered');
  expect(await kindOfClaim(third)).not.toBe('call');
  await hearStatus('provider-2', 'delivered');
  expect(await kindOfClaim(third)).toBe('call');
});

test('a refusal of long ago says nothing of now', async () => {
  const [first, second] = [await world.waitingAnswer(), await world.waitingAnswer()];
  await world.send(first, world.accepted());
  await hearFailed('provider-1', PAYMENT, 6 * MINUTE_MS);
  expect(await world.stage.message(first, 2)).toMatchObject({ status: 'failed' });
  expect(await kindOfClaim(second)).toBe('call');
});

test('a token that a webhook tells to be dead stops the number that it names', async () => {
  const id = await world.waitingAnswer();
  await world.hear(envelope(messagesChange({ errors: [{ code: 190, title: 'expired' }] }, NUMBER)));
  expect(await kindOfClaim(id)).not.toBe('call');
  expect(await world.delays(id)).toMatchObject([{ reason: 'number_stopped', code: 190 }]);
});

test('W3 a person who got too many waits alone, also where that is told afterwards, and once for what was under way', async () => {
  const [id, other] = [await world.waitingAnswer(), await world.waitingAnswer()];
  for (let message = 1; message <= 2; message += 1) await world.queue(id);
  for (let message = 1; message <= 2; message += 1) await world.send(id, world.accepted());
  for (const provider of ['provider-1', 'provider-2']) await hearFailed(provider, 131_056);
  expect(await kindOfClaim(id)).toBe('nothing');
  expect(await kindOfClaim(other)).toBe('call');
  world.pass(1000);
  expect(await kindOfClaim(id)).toBe('call');
});

test('O7 a person who can not be reached gets nothing unasked, until they write again; replies go on', async () => {
  const id = await world.waitingAnswer();
  await world.send(id, world.accepted());
  await hearFailed('provider-1', 131_026);
  world.pass(1000);
  await world.queue(id, { bulk: true });
  await world.queue(id);
  await world.send(id, world.accepted());
  expect(await world.states(id)).toEqual(['sent', 'failed', 'sent']);
  expect((await world.attempts(id))[1]).toMatchObject({ failure_code: 131_026 });
  await world.stage.arrives(id, 'message.received', -MINUTE_MS);
  await world.queue(id, { bulk: true });
  world.pass(MINUTE_MS);
  expect(await kindOfClaim(id)).toBe('call');
});
