import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { must } from '../../src-shared/lib/must.ts';
import { startGraphServer, type GraphServer } from '../cloud-api/testing/graph-server.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { ConsoleClient, sendCommand } from '../fanout/testing/console-client.ts';
import { RelayProcess } from '../testing/relay-process.ts';

let postgres: TestPostgres;

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres[Symbol.asyncDispose]());

async function startRelay(graph?: GraphServer): Promise<RelayProcess> {
  const databaseUrl = await postgres.createDatabase();
  const relay = await RelayProcess.start({ databaseUrl, graphUrl: graph?.url ?? 'http://127.0.0.1:9' });
  onTestFinished(() => relay.kill());
  return relay;
}

async function nextChunk(socket: Socket): Promise<string> {
  const heard: unknown[] = await once(socket, 'data');
  return String(heard[0]);
}

/** A webhook of which half is sent. */
async function halfOfAWebhook(url: string): Promise<{ readonly socket: Socket; readonly rest: string }> {
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [] });
  const signature = createHmac('sha256', 'app-secret').update(body).digest('hex');
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(
    [
      'POST /webhooks/meta HTTP/1.1',
      'Host: relay',
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      `X-Hub-Signature-256: sha256=${signature}`,
      'Expect: 100-continue',
      '',
      '',
    ].join('\r\n'),
  );
  const interim = await nextChunk(socket);
  expect(interim).toContain('100 Continue');
  socket.write(body.slice(0, 10));
  return { socket, rest: body.slice(10) };
}

test('told to stop, it takes nothing new, answers what it has in hand, tells consoles, and ends with 0', async () => {
  const relay = await startRelay();
  const client = await ConsoleClient.open({ url: relay.url, token: relay.agentToken });
  await client.next('snapshot');
  const { socket, rest } = await halfOfAWebhook(relay.url);
  expect((await fetch(`${relay.url}/readyz`)).status).toBe(200);
  const ended = relay.stop();
  expect(await client.ended).toEqual({ kind: 'closed', code: 1012 });
  await expect(fetch(`${relay.url}/readyz`)).rejects.toThrow('fetch failed');
  socket.write(rest);
  expect(await nextChunk(socket)).toMatch(/^HTTP\/1.1 200 /);
  expect(await ended).toBe(0);
});

test('told twice, it ends at once with a call under way', async () => {
  const graph = await startGraphServer();
  graph.answer({ kind: 'hang' });
  const relay = await startRelay(graph);
  const client = await ConsoleClient.open({ url: relay.url, token: relay.agentToken });
  await client.next('snapshot');
  await relay.customerWrites('hello');
  await client.caughtUp(2);
  await using look = await ConsoleClient.open({ url: relay.url, token: relay.agentToken });
  const { conversations } = await look.next('snapshot');
  await client.command(sendCommand(must(conversations[0], 'a conversation').conversation, 'Perhaps'));
  await graph.called(1);
  const first = relay.stop();
  await client.ended;
  expect(await relay.stop()).toBe(1);
  await first;
});
