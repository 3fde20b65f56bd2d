import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { Client } from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';

import { startEmbeddedPostgres, type EmbeddedPostgres } from '../db/embedded-postgres.ts';
import { runRelay } from '../testing/relay-process.ts';
import { durabilityFaults } from './durability.ts';

let folder: string;
let postgres: EmbeddedPostgres;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'echodesk-durability-'));
  postgres = await startEmbeddedPostgres({ folder });
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** A database with a role of its own, so that what is changed there reaches no other test. */
async function ownDatabase(): Promise<{ readonly url: string; readonly admin: Client; readonly name: string }> {
  const name = `own_${randomBytes(4).toString('hex')}`;
  const admin = await connect(postgres.url());
  await admin.query(`create role ${name} login password 'own'`);
  await admin.query(`create database ${name} owner ${name}`);
  const url = new URL(postgres.url(name));
  url.username = name;
  url.password = 'own';
  return { url: url.href, admin, name };
}

async function faultsAt(url: string) {
  return durabilityFaults(await connect(url));
}

test("PostgreSQL's own durability is enough", async () => {
  const { url } = await ownDatabase();
  expect(await faultsAt(url)).toEqual([]);
});

test.for<[string, (name: string) => string, (name: string) => string]>([
  [
    'database',
    (name) => `alter database ${name} set synchronous_commit = off`,
    (name) => `alter database "${name}" reset synchronous_commit;`,
  ],
  [
    'role',
    (name) => `alter role ${name} set synchronous_commit = off`,
    (name) => `alter role "${name}" reset synchronous_commit;`,
  ],
  [
    'role in a database',
    (name) => `alter role ${name} in database ${name} set synchronous_commit = off`,
    (name) => `alter role "${name}" in database "${name}" reset synchronous_commit;`,
  ],
])('commits that are not waited for are found at the %s, and the remedy mends it', async ([, breaks, mends]) => {
  const { url, admin, name } = await ownDatabase();
  await admin.query(breaks(name));
  const faults = await faultsAt(url);
  expect(faults).toEqual([{ setting: 'synchronous_commit = off', remedy: mends(name) }]);
  await admin.query(faults[0]?.remedy ?? '');
  expect(await faultsAt(url)).toEqual([]);
});

test('a server that syncs nothing is refused with the remedy, which mends it', async () => {
  const { url, admin } = await ownDatabase();
  await admin.query('alter system set fsync = off');
  await admin.query('select pg_reload_conf()');
  onTestFinished(async () => {
    await admin.query('alter system reset fsync');
    await admin.query('select pg_reload_conf()');
  });
  await expect.poll(async () => (await faultsAt(url)).map(({ setting }) => setting)).toEqual(['fsync = off']);
  const environment = { ECHODESK_ALLOW_UNSAFE_DATABASE: '0' };
  const { code, said } = await runRelay({ databaseUrl: url, graphUrl: 'http://127.0.0.1:9', environment });
  expect(code).toBe(1);
  expect(said).toContain('fsync = off: alter system set fsync = on; select pg_reload_conf();');
  expect(said).toContain('ECHODESK_ALLOW_UNSAFE_DATABASE=1');
});

test('a commit that the address itself does not wait for is told as such', async () => {
  const { url } = await ownDatabase();
  const [fault] = await faultsAt(`${url}?options=-c%20synchronous_commit%3Doff`);
  expect(fault?.remedy).toBe('take synchronous_commit=off out of DATABASE_URL and PGOPTIONS');
});
