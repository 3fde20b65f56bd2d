import { afterEach, beforeEach, expect, test } from 'vitest';

import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { openCloudApi, type CloudApiOptions } from './cloud-api.ts';
import { graphError, startGraphServer, type GraphServer } from './testing/graph-server.ts';

let graph: GraphServer;
let now = epochMs(1_790_000_000_000);
const clock = { now: () => now };
const message = { from: '100200', to: '+447700900123', text: 'Hello', callbackData: 'command-1' };

beforeEach(async () => {
  graph = await startGraphServer();
});
afterEach(() => graph[Symbol.asyncDispose]());

function open(changes: Partial<CloudApiOptions> = {}) {
  const stopping = new AbortController().signal;
  const options = { graph: { url: graph.url, version: 'v26.0', token: 'secret' }, numbers: {} };
  return openCloudApi({ ...options, softwareVersion: '1.2.3', timeoutMs: 5000, clock, stopping, ...changes });
}

function send(changes: Partial<CloudApiOptions> = {}) {
  return open(changes).sendText(message);
}

test('a text goes to Graph in one request that carries the command id', async () => {
  expect(await send()).toEqual({ kind: 'accepted', providerId: 'provider-1' });
  expect(graph.calls).toMatchObject([
    {
      path: '/v26.0/100200/messages',
      headers: { authorization: 'Bearer secret', 'user-agent': 'echodesk-relay/1.2.3' },
      body: {
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: '+447700900123',
        type: 'text',
        text: { body: 'Hello', preview_url: false },
        biz_opaque_callback_data: 'command-1',
      },
    },
  ]);
});

test.each([
  { status: 400, code: 130_429, outcome: { kind: 'rejected', behaviour: 'slow_number' } },
  { status: 400, code: 131_056, outcome: { kind: 'rejected', behaviour: 'slow_person' } },
  { status: 401, code: 190, outcome: { kind: 'rejected', behaviour: 'reauthorise' } },
  { status: 400, code: 131_047, outcome: { kind: 'rejected', behaviour: 'fail' } },
  { status: 400, code: 139_999, outcome: { kind: 'rejected', behaviour: 'fail' } },
  { status: 500, code: 131_000, outcome: { kind: 'ambiguous' } },
  { status: 503, code: 2, outcome: { kind: 'ambiguous' } },
  { status: 500, code: 139_999, outcome: { kind: 'ambiguous' } },
  { status: 503, code: 130_429, outcome: { kind: 'rejected', behaviour: 'slow_number' } },
])('error $code with HTTP $status is $outcome', async ({ status, code, outcome }) => {
  graph.answer(graphError(status, code));
  expect(await send()).toMatchObject({ ...outcome, code });
});

test.each([
  { status: 200, body: '<html>', outcome: { kind: 'ambiguous' } },
  { status: 200, body: '{"messages":[]}', outcome: { kind: 'ambiguous' } },
  { status: 502, body: '<html>', outcome: { kind: 'ambiguous' } },
  { status: 429, body: '', outcome: { kind: 'rejected', behaviour: 'slow_number' } },
  { status: 403, body: 'no', outcome: { kind: 'rejected', behaviour: 'fail' } },
  { status: 400, body: '{"error":{"code":"x"}}', outcome: { kind: 'rejected', behaviour: 'fail' } },
])('an answer nobody expects: HTTP $status $body', async ({ status, body, outcome }) => {
  graph.answer({ kind: 'say', status, body });
  expect(await send()).toMatchObject({ ...outcome, code: null });
});

test('an answer without end is not read to its end', async () => {
  graph.answer({ kind: 'say', status: 200, body: 'x'.repeat(1024 * 1024) });
  expect(await send()).toMatchObject({ kind: 'ambiguous', detail: 'AnswerTooLongError' });
});

test('a redirect is not followed', async () => {
  graph.answer({ kind: 'redirect', to: `${graph.url}/elsewhere` });
  expect(await send()).toMatchObject({ kind: 'ambiguous' });
  expect(graph.calls).toHaveLength(1);
});

test('O4 a call without an answer in time may have had effect', async () => {
  graph.answer({ kind: 'hang' });
  expect(await send({ timeoutMs: 50 })).toEqual({
    kind: 'ambiguous',
    code: null,
    isOutage: true,
    detail: 'TimeoutError',
  });
});

test('O4 a connection that breaks after the request may have had effect', async () => {
  graph.answer({ kind: 'drop' });
  expect(await send()).toMatchObject({ kind: 'ambiguous' });
  expect(graph.calls).toHaveLength(1);
});

test('O4 a call that is cut off by the relay stopping may have had effect', async () => {
  graph.answer({ kind: 'hang' });
  const stopping = new AbortController();
  const outcome = send({ stopping: stopping.signal });
  await graph.called(1);
  stopping.abort();
  expect(await outcome).toMatchObject({ kind: 'ambiguous', detail: 'AbortError' });
});

test('a request that never left is safe to repeat', async () => {
  await graph[Symbol.asyncDispose]();
  expect(await send()).toEqual({ kind: 'unreachable', detail: 'ECONNREFUSED' });
});

test('a number of its own has its own address, header and token', async () => {
  await using gateway = await startGraphServer();
  const own = { url: `${gateway.url}/messages`, authHeader: 'd360-api-key', token: 'theirs' };
  expect(await send({ numbers: { [message.from]: own } })).toMatchObject({ kind: 'accepted' });
  expect(graph.calls).toEqual([]);
  const [call] = gateway.calls;
  expect(call).toMatchObject({ path: '/messages', headers: { 'd360-api-key': 'theirs' } });
  expect(call?.headers).not.toHaveProperty('authorization');
});

test('an address that does not answer is left alone, then tried by one call; others are called on', async () => {
  await using gateway = await startGraphServer();
  const heard: boolean[] = [];
  const api = open({
    numbers: { '900': { url: gateway.url } },
    circuitPausesMs: [100],
    onCircuit: (_url, isOpen) => heard.push(isOpen),
  });
  graph.answer(...Array.from({ length: 6 }, () => graphError(503, 2)));
  for (let call = 1; call <= 5; call += 1) expect(await api.sendText(message)).toMatchObject({ kind: 'ambiguous' });
  expect(api.pauseMs(message.from)).toBeGreaterThan(0);
  expect(await api.sendText(message)).toEqual({ kind: 'not_made' });
  expect(await api.sendText({ ...message, from: '900' })).toMatchObject({ kind: 'accepted' });
  expect(graph.calls).toHaveLength(5);
  await expect.poll(() => api.pauseMs(message.from), { interval: 5 }).toBe(0);
  expect(await api.sendText(message)).toMatchObject({ kind: 'ambiguous' });
  await expect.poll(() => api.pauseMs(message.from), { interval: 5 }).toBe(0);
  expect(await api.sendText(message)).toMatchObject({ kind: 'accepted' });
  expect(heard).toEqual([true, true, false]);
});

test.each([
  ['a message that Graph fails on', graphError(500, 131_000)],
  ['a number that is being looked after', graphError(500, 131_057)],
  ['a request that Graph does not know what to do with', graphError(400, 1)],
])('%s does not keep others from the address', async (_what, answer) => {
  const api = open();
  graph.answer(...Array.from({ length: 8 }, () => answer));
  for (let call = 1; call <= 8; call += 1) expect(await api.sendText(message)).toMatchObject({ kind: 'ambiguous' });
  expect(api.pauseMs(message.from)).toBe(0);
});

test('one number in trouble keeps no other one from an address that both use', async () => {
  const api = open();
  await api.sendText({ ...message, from: '900' });
  graph.answer(...Array.from({ length: 9 }, () => graphError(503, 2)));
  for (let call = 1; call <= 8; call += 1) await api.sendText(message);
  expect(api.pauseMs('900')).toBe(0);
  await api.sendText({ ...message, from: '900' });
  expect(api.pauseMs('900')).toBeGreaterThan(0);
});

test('an app that calls too often is silent for all its numbers, and longer each time; other apps go on', async () => {
  await using gateway = await startGraphServer();
  const api = open({ numbers: { '900': { url: gateway.url } } });
  const limited = graphError(400, 4);
  graph.answer(limited, limited, limited);
  for (let call = 1; call <= 2; call += 1) await api.sendText(message);
  expect(['100200', '100300', '900'].map((id) => api.appPauseMs(id))).toEqual([60_000, 60_000, 0]);
  now = epochMs(now + 60_000);
  await api.sendText(message);
  expect(api.appPauseMs('100300')).toBe(120_000);
});
