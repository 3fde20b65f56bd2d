import { afterAll, beforeAll, expect, test } from 'vitest';

import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { InboundWorld, VERIFY_TOKEN } from '../ingest/testing/inbound-world.ts';
import { textDelivery } from '../ingest/testing/payloads.ts';

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
});

async function startWorld(): Promise<InboundWorld> {
  return InboundWorld.start(await postgres.createDatabase());
}

const handshake = (mode: string, token: string) =>
  `/webhooks/meta?hub.mode=${mode}&hub.challenge=1837465&hub.verify_token=${encodeURIComponent(token)}`;

test('the handshake gives the challenge back, and nothing else', async () => {
  await using world = await startWorld();
  const answer = await world.get(handshake('subscribe', VERIFY_TOKEN));
  expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
    200,
    expect.stringMatching(/^text\/plain/),
    '1837465',
  ]);
});

test('a handshake with another token, or none, is refused', async () => {
  await using world = await startWorld();
  const paths = [handshake('subscribe', 'guess'), handshake('unsubscribe', VERIFY_TOKEN), '/webhooks/meta'];
  const answers = await Promise.all(paths.map((path) => world.get(path)));
  expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
});

test('a body with a wrong signature is counted and not stored', async () => {
  await using world = await startWorld();
  const headers = { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` };
  expect(await world.post(textDelivery('wamid.1', 'hi'), headers)).toBe(401);
  expect(await world.post(textDelivery('wamid.1', 'hi'), { 'x-hub-signature-256': '' })).toBe(401);
  expect(await world.deliveries()).toEqual({ stored: 0, waiting: 0 });
  expect(await world.metric('webhook_received_total')).toEqual(['webhook_received_total{outcome="wrong_signature"} 2']);
});

test('a body of 3 MB is taken, one above the limit is not', async () => {
  await using world = await startWorld();
  const big = textDelivery('wamid.1', 'x'.repeat(3 * 1024 * 1024));
  expect(await world.post(big)).toBe(200);
  expect(await world.post('x'.repeat(4 * 1024 * 1024 + 1))).toBe(413);
  await world.ingest.settle();
  expect(await world.deliveries()).toEqual({ stored: 1, waiting: 0 });
  expect(await world.metric('webhook_received_total')).toContain('webhook_received_total{outcome="too_large"} 1');
});

test('a body that comes again is stored again, and counted', async () => {
  await using world = await startWorld();
  const repeated = () => world.metric('webhook_repeated_total');
  await world.deliver(textDelivery('wamid.1', 'hi'), textDelivery('wamid.2', 'hi'));
  expect(await repeated()).toEqual(['webhook_repeated_total 0']);
  await world.deliver(textDelivery('wamid.1', 'hi'), textDelivery('wamid.1', 'hi'));
  expect(await repeated()).toEqual(['webhook_repeated_total 2']);
  expect(await world.deliveries()).toEqual({ stored: 4, waiting: 0 });
  expect(await world.story()).toHaveLength(3);
});

test('what signed means is the bytes, whatever type the body claims to be', async () => {
  await using world = await startWorld();
  const escaped = String.raw`{"object":"whatsapp_business_account","note":"caf\u00e9 \/","entry":[]}`;
  expect(await world.post(escaped, { 'content-type': 'text/weird; charset=latin1' })).toBe(200);
  const row = await world.database.door.selectFrom('raw_delivery').select('body').executeTakeFirst();
  expect(row?.body.toString()).toBe(escaped);
});

test('a delivery that can not be stored is answered with 503, so that it comes again', async () => {
  await using world = await startWorld();
  await world.breakDoor();
  expect(await world.post(textDelivery('wamid.1', 'hi'))).toBe(503);
  expect(await world.metric('webhook_received_total')).toEqual(['webhook_received_total{outcome="not_stored"} 1']);
});

test('a relay that serves says so', async () => {
  await using world = await startWorld();
  const answers = await Promise.all(['/healthz', '/readyz', '/metrics'].map((path) => world.get(path)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
});

test('nothing that a customer wrote, and nobody, is in the logs', async () => {
  await using world = await startWorld();
  await world.breakDoor();
  await world.post(textDelivery('wamid.1', 'my secret canary'));
  const lines = world.logged.join('\n');
  expect(lines).toContain('could not be stored');
  expect(lines).not.toMatch(/canary|447700900123|Ada Finch|verify token|app secret/);
});
