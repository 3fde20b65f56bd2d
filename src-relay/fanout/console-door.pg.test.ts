import { once } from 'node:events';
import { connect } from 'node:net';

import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { seqSchema } from '../../src-shared/domain/ids.ts';
import { must } from '../../src-shared/lib/must.ts';
import { PROTOCOL_VERSION } from '../../src-shared/protocol/protocol-version.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { RelayStage } from '../testing/relay-stage.ts';
import { ConsoleClient } from './testing/console-client.ts';
import type { FanoutLimits } from './fanout-limits.ts';

let postgres: TestPostgres;
let quiet: RelayStage;
beforeAll(async () => {
  postgres = await startTestPostgres();
  quiet = await RelayStage.open({ databaseUrl: await postgres.createDatabase() });
});
afterAll(async () => {
  await quiet[Symbol.asyncDispose]();
  await postgres[Symbol.asyncDispose]();
});

async function openStage(limits: Partial<FanoutLimits> = {}): Promise<RelayStage> {
  const stage = await RelayStage.open({ databaseUrl: await postgres.createDatabase(), limits });
  onTestFinished(() => stage[Symbol.asyncDispose]());
  return stage;
}

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

test('a console without a good token is turned away before the upgrade', async () => {
  const { url } = quiet;
  for (const token of ['x'.repeat(43), '']) {
    await using client = await ConsoleClient.connect({ url, token });
    expect(await client.ended).toEqual({ kind: 'not_upgraded', status: 401 });
  }
});

test('a person has so many consoles at a time, and a colleague has others', async () => {
  const stage = await openStage({ consolesPerPerson: 1 });
  const token = stage.tokenOf('agent');
  await using only = await stage.console();
  await only.next('welcome');
  await using refused = await ConsoleClient.connect({ url: stage.url, token });
  expect(await refused.ended).toEqual({ kind: 'not_upgraded', status: 429 });
  await using colleague = await stage.console({ token: stage.tokenOf('agent', 1) });
  expect(await colleague.next('welcome')).toBeDefined();
});

test('a connection that is turned away is closed, though the other end keeps it open', async () => {
  const { hostname, port } = new URL(quiet.url);
  await using stack = new AsyncDisposableStack();
  const socket = stack.adopt(connect({ host: hostname, port: Number(port), allowHalfOpen: true }), (open) => {
    open.destroy();
  });
  const error = new Promise((resolve) => socket.once('error', resolve));
  socket.write('GET /other HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  await once(socket.resume(), 'end');
  // A peer that is gone, and not half closed, resets what is still written to it.
  const writing = setInterval(() => socket.write('x'), 1);
  stack.defer(() => clearInterval(writing));
  expect(await error).toHaveProperty('code', expect.stringMatching(/ECONNRESET|EPIPE/));
});

test.each([
  {
    says: 'P1 an older console',
    raw: JSON.stringify({ type: 'hello', protocol: 0, was: 'different' }),
    code: 'protocol_too_old',
    close: 4001,
  },
  {
    says: 'P1 a newer console',
    raw: JSON.stringify({ type: 'hello', protocol: PROTOCOL_VERSION + 1 }),
    code: 'protocol_too_new',
    close: 4002,
  },
  { says: 'a console that sends no JSON', raw: '{"type":', code: 'malformed', close: 4003 },
  { says: 'a console that starts with something else', raw: '{"type":"ack"}', code: 'hello_expected', close: 4004 },
])('$says is told $code', async ({ raw, code, close }) => {
  await using client = await ConsoleClient.connect({ url: quiet.url, token: quiet.tokenOf('agent') });
  client.sayRaw(raw);
  expect(await client.next('refused')).toMatchObject({ code, current: PROTOCOL_VERSION });
  expect(await client.ended).toEqual({ kind: 'closed', code: close });
});

test('a console that says nothing is told that a hello is expected', async () => {
  const stage = await openStage({ helloTimeoutMs: 20 });
  await using client = await ConsoleClient.connect({ url: stage.url, token: stage.tokenOf('agent') });
  expect(await client.next('refused')).toMatchObject({ code: 'hello_expected' });
  expect(await client.ended).toEqual({ kind: 'closed', code: 4004 });
});

test('a console that is served and sends nonsense is told so', async () => {
  await using client = await quiet.console();
  await client.next('welcome');
  client.sayRaw('{"type":"read_history","limit":-1}');
  expect(await client.next('refused')).toMatchObject({ code: 'malformed' });
  expect(await client.ended).toEqual({ kind: 'closed', code: 4003 });
});

test('a first start gets a snapshot, and live frames from there', async () => {
  const stage = await openStage({ conversationsPerPage: 2, bytesPerPage: 1500 });
  const conversations = [];
  for (let index = 0; index < 5; index += 1) conversations.push(await stage.startConversation());
  await using client = await stage.console();
  const last = await client.next('snapshot', ({ done }) => done);
  expect(await client.next('welcome')).toMatchObject({ head: 10, resume: 'snapshot' });
  expect(last).toMatchObject({ seq: 10, total: 5 });
  expect(client.snapshot.map(({ conversation }) => conversation.id).toSorted((left, right) => left - right)).toEqual(
    upTo(5),
  );
  const pages = client.received.filter((message) => message.type === 'snapshot');
  expect(pages.map(({ page, done }) => ({ page, done }))).toEqual(
    pages.map((_, page) => ({ page, done: page === pages.length - 1 })),
  );
  await stage.arrives(must(conversations[0], 'conversation').id);
  await client.caughtUp(11);
  expect(client.frames).toMatchObject([{ from: 10, to: 11, live: true }]);
});

test('a cursor of another epoch, or from the future, needs a snapshot', async () => {
  const stage = await openStage();
  await stage.startConversation();
  const { epoch } = await (await stage.console()).next('welcome');
  const cursors = [
    { epoch: '0199a0b0-0000-4000-8000-00000000000f', seq: 1 },
    { epoch, seq: 3 },
  ];
  for (const cursor of cursors) {
    await using client = await ConsoleClient.connect({ url: stage.url, token: stage.tokenOf('agent') });
    client.sayRaw(
      JSON.stringify({ type: 'hello', protocol: PROTOCOL_VERSION, device: epoch, cursor, appVersion: '1' }),
    );
    expect(await client.next('welcome')).toMatchObject({ resume: 'snapshot' });
  }
});

test('A1 what was missed is a replay; what happens now is live; no frame mixes the two', async () => {
  const stage = await openStage();
  const conversation = await stage.startConversation();
  const { epoch } = await (await stage.console()).next('welcome');
  await stage.arrives(conversation.id);
  await using client = await stage.console({ cursor: { epoch, seq: seqSchema.parse(1) } });
  await client.caughtUp(3);
  await stage.arrives(conversation.id);
  await client.caughtUp(4);
  expect(client.frames.map(({ from, to, live }) => ({ from, to, live }))).toEqual([
    { from: 1, to: 3, live: false },
    { from: 3, to: 4, live: true },
  ]);
});

test('F1 every event comes once and in order, across reconnects in the middle of 500 appends', async () => {
  const stage = await openStage({ eventsPerFrame: 7 });
  const conversation = await stage.startConversation();
  const first = await stage.console();
  const { epoch } = await first.next('welcome');
  await first[Symbol.asyncDispose]();

  const appending = (async () => {
    for (let index = 0; index < 500; index += 1) await stage.arrives(conversation.id);
  })();
  const seen: number[] = [];
  let cursor = { epoch, seq: seqSchema.parse(0) };
  while (cursor.seq < 502) {
    await using client = await stage.console({ cursor });
    await client.caughtUp(Math.min(502, cursor.seq + 40));
    const { frames, seqs } = client;
    const ends = frames.map(({ to }) => to);
    expect(frames.map(({ from }) => from)).toEqual([cursor.seq, ...ends.slice(0, -1)]);
    seen.push(...seqs);
    cursor = { epoch, seq: frames.at(-1)?.to ?? cursor.seq };
  }
  await appending;
  expect(seen).toEqual(upTo(502));
});

test('F1 many consoles that join during a burst each see every event once', async () => {
  const stage = await openStage({ eventsPerFrame: 10 });
  const conversation = await stage.startConversation();
  const { epoch } = await (await stage.console()).next('welcome');
  const consoles: ConsoleClient[] = [];
  for (let index = 0; index < 100; index += 1) {
    if (index % 10 === 0) consoles.push(await stage.console({ cursor: { epoch, seq: seqSchema.parse(0) } }));
    await stage.arrives(conversation.id);
  }
  for (const client of consoles) {
    await client.caughtUp(102);
    expect(client.seqs).toEqual(upTo(102));
    await client[Symbol.asyncDispose]();
  }
});

test('F4 a console that does not acknowledge gets a bounded number of bytes and is closed as too slow', async () => {
  const stage = await openStage({ unackedBytes: 20_000, bytesPerFrame: 4000, tooSlowAfterMs: 100 });
  const conversation = await stage.startConversation();
  const { epoch } = await (await stage.console()).next('welcome');
  for (let index = 0; index < 200; index += 1) await stage.arrives(conversation.id);
  const cursor = { epoch, seq: seqSchema.parse(0) };
  await using client = await stage.console({ cursor, acks: false });
  expect(await client.ended).toEqual({ kind: 'closed', code: 4008 });
  expect(await client.next('refused')).toMatchObject({ code: 'too_slow' });
  const bytes = client.frames.reduce((sum, frame) => sum + JSON.stringify(frame).length, 0);
  expect(bytes).toBeGreaterThan(16_000);
  expect(bytes).toBeLessThan(30_000);

  await using again = await stage.console({ cursor: { epoch, seq: client.frames.at(-1)?.to ?? cursor.seq } });
  await again.caughtUp(202);
  expect([...client.seqs, ...again.seqs]).toEqual(upTo(202));
});

test('a console that no longer answers pings is cut off', async () => {
  const stage = await openStage({ pingEveryMs: 20, missedPings: 2 });
  await using gone = await stage.console({ answersPings: false });
  await using here = await stage.console();
  expect(await gone.ended).toEqual({ kind: 'closed', code: 1006 });
  const conversation = await stage.startConversation();
  await here.caughtUp(conversation.asOf);
});

test('history pages are read back from a message number', async () => {
  const stage = await openStage();
  const conversation = await stage.startConversation();
  for (let index = 0; index < 4; index += 1) await stage.arrives(conversation.id);
  await using client = await stage.console();
  const { lastNumber } = await stage.conversation(conversation.id);
  client.say({ type: 'read_history', conversation: conversation.id, before: lastNumber, limit: 3 });
  const page = await client.next('history_page');
  expect(page.messages.map(({ number }) => number)).toEqual([4, 3, 2]);
  expect(page.hasMore).toBe(true);
});

test('when the relay stops its consoles are told to come again', async () => {
  const stage = await openStage();
  await using client = await stage.console();
  await client.next('snapshot');
  await stage[Symbol.asyncDispose]();
  expect(await client.next('refused')).toMatchObject({ code: 'shutting_down' });
  expect(await client.ended).toEqual({ kind: 'closed', code: 1012 });
});
