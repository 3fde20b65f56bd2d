import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';

import type { ConversationId } from '../../src-shared/domain/ids.ts';
import { must } from '../../src-shared/lib/must.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { refused, SendingWorld, timedOut } from '../testing/sending-world.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

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

test('O4 each call is a record, with what came of it', async () => {
  const id = await world.waitingAnswer();
  await world.send(id, refused(134_101));
  world.pass(MINUTE_MS);
  const call = await world.call(id);
  expect(await world.calls()).toMatchObject([
    { attempt: 1, try: 1, outcome: 'rejected', code: 134_101 },
    { attempt: 1, try: 2, node: world.alive, outcome: null },
  ]);
  await world.settle(call, world.accepted());
  expect((await world.calls())[1]).toMatchObject({ outcome: 'accepted', provider_id: 'provider-1' });
});

test('O4 a call of a node that lives is left to it; that of a dead one is unknown, and not made again', async () => {
  const id = await world.waitingAnswer();
  await world.call(id, world.alive);
  expect(await world.claim(id, world.dead)).toEqual({ kind: 'nothing' });
  expect(await world.states(id)).toEqual(['calling']);
  const other = await world.waitingAnswer();
  await world.call(other, world.dead);
  expect(await world.claim(other)).toEqual({ kind: 'nothing' });
  expect(await world.states(other)).toEqual(['unknown']);
  expect(await world.calls()).toMatchObject([{ outcome: null }, { node: world.dead, outcome: 'lost' }]);
});

test('O5 the answer of a node that was taken for dead still counts', async () => {
  const id = await world.waitingAnswer();
  const call = await world.call(id, world.dead);
  await world.claim(id);
  expect(await world.stage.message(id, 2)).toMatchObject({ status: 'unknown' });
  await world.settle(call, world.accepted());
  expect(await world.stage.message(id, 2)).toMatchObject({ status: 'sent' });
  expect(await world.states(id)).toEqual(['sent']);
  expect(await world.links()).toMatchObject([{ attempt: 1, provider_id: 'provider-1' }]);
  expect(await world.calls()).toMatchObject([{ outcome: 'accepted', provider_id: 'provider-1' }]);
});

test('O4 a refusal that comes late makes a failure of what was unknown, and is not tried again by itself', async () => {
  const id = await world.waitingAnswer();
  const call = await world.call(id, world.dead);
  await world.claim(id);
  await world.settle(call, refused(134_101));
  expect(await world.stage.message(id, 2)).toMatchObject({ status: 'failed', failureCode: 134_101 });
  world.pass(HOUR_MS);
  expect(await world.claim(id)).toEqual({ kind: 'nothing' });
});

test('W3 a person who was written to too often waits alone', async () => {
  const [id, other] = [await world.waitingAnswer(), await world.waitingAnswer()];
  await world.send(id, refused(131_056));
  expect(await world.claim(id)).toEqual({ kind: 'nothing' });
  expect(await world.claim(other)).toMatchObject({ kind: 'call' });
  world.pass(1000);
  await world.send(id, refused(131_056));
  world.pass(3999);
  expect(await world.claim(id)).toEqual({ kind: 'nothing' });
  world.pass(1);
  await world.send(id, refused(131_056));
  expect(await world.delays(id)).toMatchObject([{ reason: 'pace', code: 131_056, until: world.now + 16_000 }]);
});

test('W1 what does not fit the pace of its number waits for its turn there, in the order it came', async () => {
  const ids: ConversationId[] = [];
  for (let count = 1; count <= 6; count += 1) {
    ids.push(await world.waitingAnswer());
    world.pass(1);
  }
  const claims = [];
  for (const id of ids) claims.push(await world.claim(id));
  expect(claims.map(({ kind }) => kind)).toEqual(['call', 'call', 'call', 'queued', 'queued', 'queued']);
  world.pass(67);
  expect((await world.look(must(ids[0], 'first'))).conversations).toEqual([ids[3]]);
});

test('W1 a number that was too fast is silent for a while, and no try is lost', async () => {
  const [id, other] = [await world.waitingAnswer(), await world.waitingAnswer()];
  await world.send(id, refused(130_429));
  expect(await world.claim(other)).toMatchObject({ kind: 'queued', at: world.now + 500 });
  world.pass(500);
  expect((await world.look(id)).conversations).toEqual([id]);
  await world.send(id, world.accepted());
  expect(await world.states(id)).toEqual(['sent']);
});

test('W2 bulk waits while a reply of its number waits', async () => {
  const bulk = await world.waitingAnswer({ bulk: true });
  const reply = await world.waitingAnswer();
  expect(await world.claim(bulk)).toMatchObject({ kind: 'queued' });
  expect((await world.look(bulk)).conversations).toEqual([reply]);
  await world.send(reply, world.accepted());
  world.pass(100);
  expect((await world.look(bulk)).conversations).toEqual([bulk]);
  await world.send(bulk, world.accepted());
});

test('W4 who is written to first counts for a day, and one more waits until the first has left', async () => {
  await world.limit(2);
  const first = await world.waitingAnswer({ initiated: true });
  const second = await world.waitingAnswer({ initiated: true });
  const third = await world.waitingAnswer({ initiated: true });
  for (const id of [first, second]) await world.send(id, world.accepted());
  expect(await world.claim(third)).toEqual({ kind: 'nothing' });
  expect(await world.delays(third)).toMatchObject([{ reason: 'pace', until: world.now + DAY_MS }]);
  await world.queue(first, { initiated: true });
  expect(await world.claim(first)).toMatchObject({ kind: 'call' });
  world.pass(DAY_MS);
  expect(await world.claim(third)).toMatchObject({ kind: 'call' });
});

test('a token that is dead stops its number; one message looks again, and then all go on', async () => {
  const [id, other] = [await world.waitingAnswer(), await world.waitingAnswer()];
  await world.send(id, refused(190));
  for (const each of [id, other, id]) expect((await world.claim(each)).kind).not.toBe('call');
  for (const each of [id, other]) {
    expect(await world.delays(each)).toEqual([
      { message: 2, attempt: 1, reason: 'number_stopped', code: 190, until: null },
    ]);
  }
  world.pass(5 * MINUTE_MS);
  expect((await world.look(id)).conversations).toEqual([id]);
  const look = await world.call(id);
  expect((await world.claim(other)).kind).toBe('queued');
  await world.settle(look, refused(190));
  expect((await world.look(id)).conversations).toEqual([]);
  world.pass(5 * MINUTE_MS);
  await world.send(id, world.accepted());
  expect(await world.claim(other)).toMatchObject({ kind: 'call' });
  expect(await world.states(id)).toEqual(['sent']);
});

test('what holds a message back is told again whenever it is another thing, or ends at another time', async () => {
  const [id, other] = [await world.waitingAnswer(), await world.waitingAnswer()];
  const told = async () => (await world.delays(other)).map(({ reason, code }) => `${reason} ${code}`);
  await world.send(id, refused(190));
  await world.claim(other);
  world.pass(5 * MINUTE_MS);
  await world.send(id, refused(131_042));
  await world.claim(other);
  expect(await told()).toEqual(['number_stopped 190', 'number_stopped 131042']);
  world.pass(10 * MINUTE_MS);
  await world.send(id, world.accepted());
  world.pauseMs = 20_000;
  for (let look = 1; look <= 2; look += 1) await world.claim(other);
  world.pauseMs = 0;
  await world.queue(id);
  await world.send(id, refused(190));
  await world.claim(other);
  expect((await told()).slice(2)).toEqual(['provider_away null', 'number_stopped 190']);
});

test('W4 the end of a wait is told again when it has moved by more than a minute', async () => {
  await world.limit(1);
  const [first, second] = [
    await world.waitingAnswer({ initiated: true }),
    await world.waitingAnswer({ initiated: true }),
  ];
  await world.send(first, world.accepted());
  const firstEnd = world.now + DAY_MS;
  for (let look = 1; look <= 2; look += 1) await world.claim(second);
  world.pass(2 * MINUTE_MS);
  await world.queue(first, { initiated: true });
  await world.send(first, world.accepted());
  await world.claim(second);
  expect((await world.delays(second)).map(({ until }) => until)).toEqual([firstEnd, world.now + DAY_MS]);
});

test('O2 a window that closes while the number stands still is a failure that is told', async () => {
  const [id, other] = [await world.waitingAnswer(), await world.waitingAnswer()];
  await world.send(id, refused(131_042));
  world.pass(DAY_MS + MINUTE_MS);
  await world.claim(other);
  expect(await world.stage.message(other, 2)).toMatchObject({ status: 'failed', failureCode: 131_047 });
});

test('while the provider is away nothing is called, and a long wait is told once', async () => {
  const id = await world.waitingAnswer();
  world.pauseMs = 5000;
  expect(await world.claim(id)).toMatchObject({ kind: 'queued', at: world.now + 5000 });
  expect(await world.delays(id)).toEqual([]);
  world.pauseMs = 20_000;
  for (let look = 1; look <= 2; look += 1) await world.claim(id);
  expect(await world.delays(id)).toMatchObject([{ reason: 'provider_away', until: world.now + 20_000 }]);
  world.pauseMs = 0;
  await world.send(id, world.accepted());
  expect(await world.stage.message(id, 2)).toMatchObject({ status: 'sent', delay: null });
});

test('O4 what came to nobody knows what holds up nobody', async () => {
  const id = await world.waitingAnswer();
  await world.queue(id);
  await world.send(id, timedOut);
  await world.send(id, world.accepted());
  expect(await world.states(id)).toEqual(['unknown', 'sent']);
});
