import { afterEach, beforeEach, expect, test } from 'vitest';

import { openCloudApi, type CloudApiOptions } from './cloud-api.ts';
import { graphError, startGraphServer, type GraphServer } from './testing/graph-server.ts';

let graph: GraphServer;
const message = { from: '100200', to: '+447700900123', text: 'Hello', callbackData: 'command-1' };

beforeEach(async () => {
  graph = await startGraphServer();
});
afterEach(() => graph[Symbol.asyncDispose]());

function send(changes: Partial<CloudApiOptions> = {}) {
  const stopping = new AbortController().signal;
  const options = { url: graph.url, version: 'v26.0', token: 'secret', timeoutMs: 5000, stopping };
  return openCloudApi({ ...options, ...changes }).sendText(message);
}

test('a text goes to Graph in one request that carries the command id', async () => {
  expect(await send()).toEqual({ kind: 'accepted', providerId: 'provider-1' });
  expect(graph.calls).toEqual([
    {
      path: '/v26.0/100200/messages',
      authorization: 'Bearer secret',
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
  { status: 400, code: 130_429, outcome: { kind: 'rejected', isRetryable: true } },
  { status: 400, code: 131_056, outcome: { kind: 'rejected', isRetryable: true } },
  { status: 401, code: 190, outcome: { kind: 'rejected', isRetryable: false } },
  { status: 400, code: 131_047, outcome: { kind: 'rejected', isRetryable: false } },
  { status: 400, code: 139_999, outcome: { kind: 'rejected', isRetryable: false } },
  { status: 500, code: 131_000, outcome: { kind: 'ambiguous' } },
  { status: 503, code: 2, outcome: { kind: 'ambiguous' } },
  { status: 500, code: 139_999, outcome: { kind: 'ambiguous' } },
  { status: 503, code: 130_429, outcome: { kind: 'rejected', isRetryable: true } },
])('error $code with HTTP $status is $outcome', async ({ status, code, outcome }) => {
  graph.answer(graphError(status, code));
  expect(await send()).toMatchObject({ ...outcome, code });
});

test.each([
  { status: 200, body: '<html>', outcome: { kind: 'ambiguous' } },
  { status: 200, body: '{"messages":[]}', outcome: { kind: 'ambiguous' } },
  { status: 502, body: '<html>', outcome: { kind: 'ambiguous' } },
  { status: 429, body: '', outcome: { kind: 'rejected', isRetryable: true } },
  { status: 403, body: 'no', outcome: { kind: 'rejected', isRetryable: false } },
  { status: 400, body: '{"error":{"code":"x"}}', outcome: { kind: 'rejected', isRetryable: false } },
])('an answer nobody expects: HTTP $status $body', async ({ status, body, outcome }) => {
  graph.answer({ kind: 'say', status, body });
  expect(await send()).toMatchObject({ ...outcome, code: null });
});

test('O4 a call without an answer in time may have had effect', async () => {
  graph.answer({ kind: 'hang' });
  expect(await send({ timeoutMs: 50 })).toEqual({
    kind: 'ambiguous',
    code: null,
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
