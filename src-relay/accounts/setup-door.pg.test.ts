import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';

import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { openDatabase, type Database } from '../db/database.ts';
import { startTestPostgres, type TestPostgres } from '../db/testing/test-postgres.ts';
import { ConsoleClient } from '../fanout/testing/console-client.ts';
import { watchNewcomers } from '../http/newcomers.ts';
import { createServer } from '../http/server.ts';
import { createLogger } from '../observability/logger.ts';
import { createMetrics } from '../observability/metrics.ts';
import { systemSurroundings } from '../surroundings.ts';
import { runRelayCommand } from '../testing/relay-command.ts';
import { RelayProcess } from '../testing/relay-process.ts';
import { openAccounts } from './accounts.ts';
import { setupDoor } from './setup-door.ts';
import { makeSetupCode } from './setup-codes.ts';

let postgres: TestPostgres;
let databaseUrl: string;

beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres[Symbol.asyncDispose]());

beforeEach(async () => {
  databaseUrl = await postgres.createDatabase();
});

const request = {
  workspaceName: 'Corner shop',
  adminName: 'Ada Finch',
  number: { id: '100200300', displayPhone: '+44 7700 900123', name: 'Shop' },
};

const madeSchema = z.object({ workspace: z.number(), token: z.string() });

async function openDoor(database: Database, aheadMs = 0) {
  const clock = { now: () => epochMs(Date.now() + aheadMs) };
  const metrics = createMetrics();
  const door = setupDoor({ database, surroundings: { ...systemSurroundings, clock }, registry: metrics.registry });
  const logger = createLogger('silent');
  const server = createServer([door], { newcomers: watchNewcomers(metrics), metrics, logger });
  onTestFinished(() => server.close());
  return (body: object, remoteAddress = '192.0.2.1') =>
    server.inject({ method: 'POST', url: '/v1/setup', payload: body, remoteAddress });
}

async function freshDatabase(): Promise<Database> {
  const database = await openDatabase(databaseUrl);
  onTestFinished(() => database[Symbol.asyncDispose]());
  return database;
}

test('from an empty database to an agent who reads a message, without practice', async () => {
  await using relay = await RelayProcess.start({
    databaseUrl,
    graphUrl: 'http://127.0.0.1:9',
    environment: { ECHODESK_PRACTICE: '0' },
  });
  const { code, printed } = await runRelayCommand(['setup-code', '--json'], { DATABASE_URL: databaseUrl });
  expect(code).toBe(0);
  const setup = z.object({ code: z.string(), expiresInHours: z.literal(24) }).parse(JSON.parse(printed));
  const answer = await fetch(`${relay.url}/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...request, code: setup.code.toLowerCase() }),
  });
  expect(answer.status).toBe(201);
  const { token } = madeSchema.parse(await answer.json());
  await relay.customerWrites('hello');
  await using console = await ConsoleClient.open({ url: relay.url, token });
  await console.next('welcome');
  await expect
    .poll(async () => {
      await using look = await ConsoleClient.open({ url: relay.url, token });
      return (await look.next('snapshot')).conversations.map(({ messages }) => messages.map(({ text }) => text));
    })
    .toEqual([['hello']]);
  const session = await fetch(`${relay.url}/v1/session`, { headers: { authorization: `Bearer ${token}` } });
  expect(await session.json()).toMatchObject({
    workspaceName: 'Corner shop',
    person: { name: 'Ada Finch', role: 'admin' },
  });
});

test('a code that was used, is wrong or is too old is refused alike', async () => {
  const database = await freshDatabase();
  const post = await openDoor(database);
  const used = await makeSetupCode(database, systemSurroundings);
  expect((await post({ ...request, code: used })).statusCode).toBe(201);
  const old = await makeSetupCode(database, systemSurroundings);
  const postTomorrow = await openDoor(database, 24 * 3_600_000);
  const other = { ...request, number: { ...request.number, id: '2' } };
  const refusals = [
    await post({ ...other, code: used }),
    await post({ ...other, code: 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA' }),
    await postTomorrow({ ...other, code: old }),
  ];
  expect(new Set(refusals.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
  expect(refusals[0]?.statusCode).toBe(403);
  expect((await post({ ...other, code: old })).statusCode).toBe(201);
});

test('of one code used twice at the same time one workspace is made', async () => {
  const database = await freshDatabase();
  const post = await openDoor(database);
  const code = await makeSetupCode(database, systemSurroundings);
  const answers = await Promise.all(
    ['1', '2', '3'].map((id) => post({ ...request, number: { ...request.number, id }, code })),
  );
  expect(answers.map(({ statusCode }) => statusCode).toSorted((one, other) => one - other)).toEqual([201, 403, 403]);
});

test('several codes at the same time make a workspace each', async () => {
  const database = await freshDatabase();
  const post = await openDoor(database);
  const answers = await Promise.all(
    ['1', '2', '3', '4'].map(async (id) => {
      const code = await makeSetupCode(database, systemSurroundings);
      return post({ ...request, number: { ...request.number, id }, code });
    }),
  );
  const made = answers.map((answer) => madeSchema.parse(answer.json()));
  expect(made.map(({ workspace }) => workspace).toSorted((one, other) => one - other)).toEqual([1, 2, 3, 4]);
  const accounts = openAccounts(database);
  const signedIn = await Promise.all(made.map(({ token }) => accounts.authenticate(token)));
  expect(signedIn.map((one) => one?.workspace)).toEqual(made.map(({ workspace }) => workspace));
});

test('a number that is taken leaves the code to be used for another, and no workspace behind', async () => {
  const database = await freshDatabase();
  const post = await openDoor(database);
  await post({ ...request, code: await makeSetupCode(database, systemSurroundings) });
  const code = await makeSetupCode(database, systemSurroundings);
  const taken = await post({ ...request, code });
  expect({ status: taken.statusCode, ...z.object({ code: z.string() }).parse(taken.json()) }).toEqual({
    status: 409,
    code: 'number_taken',
  });
  const again = await post({ ...request, number: { ...request.number, id: '5' }, code });
  expect(again.json()).toMatchObject({ workspace: 2 });
});

test('after ten wrong codes an address waits, others do not', async () => {
  const database = await freshDatabase();
  const post = await openDoor(database);
  const wrong = { ...request, code: 'wrong' };
  for (let tried = 0; tried < 10; tried += 1) expect((await post(wrong)).statusCode).toBe(403);
  const refused = await post(wrong);
  expect(refused.statusCode).toBe(429);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  const code = await makeSetupCode(database, systemSurroundings);
  expect((await post({ ...request, code }, '192.0.2.2')).statusCode).toBe(201);
});

test.for([
  ['a name of spaces', { ...request, workspaceName: '  ' }],
  ['a number with letters', { ...request, number: { ...request.number, id: 'shop' } }],
  ['a phone without its country', { ...request, number: { ...request.number, displayPhone: '07700 900123' } }],
  ['a word too many', { ...request, admin: true }],
] as const)('%s is refused with the shape, and the code is not used up', async ([, body]) => {
  const database = await freshDatabase();
  const post = await openDoor(database);
  const code = await makeSetupCode(database, systemSurroundings);
  const refused = await post({ ...body, code });
  expect(refused.statusCode).toBe(400);
  expect(refused.body).toContain('displayPhone');
  expect((await post({ ...request, code })).statusCode).toBe(201);
});
