import { randomBytes } from 'node:crypto';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { openDatabase } from '../../src-relay/db/database.ts';
import { postgresAccount } from '../../src-relay/db/postgres-account.ts';
import { postgresPrograms, run } from '../../src-relay/db/postgres-programs.ts';
import { examine } from '../../src-relay/operator/doctor/examine.ts';
import { CHECKS, type Finding } from '../../src-relay/operator/doctor/finding.ts';
import { runRelayCommand } from '../../src-relay/testing/relay-command.ts';
import { startSandbox, type Sandbox } from '../../src-sandbox/sandbox.ts';
import { NatsServer } from '../support/nats-server.ts';
import { PostgresServer } from '../support/postgres-server.ts';
import { relayEnvironment, RelayProcess } from '../support/relay-process.ts';
import { stablePort } from '../support/stable-port.ts';
import { TempFolder } from '../support/temp-folder.ts';

type Environment = Readonly<Record<string, string>>;

const findingSchema = z.object({
  check: z.enum(CHECKS),
  verdict: z.enum(['ok', 'wrong', 'skipped']),
  says: z.string(),
});

const secrets = { appSecret: 'app-secret', verifyToken: 'verify-token' };
const GRAPH_TOKEN = 'graph-token';

let owned: AsyncDisposableStack;
let folder: TempFolder;
let postgres: PostgresServer;
let nats: NatsServer;
let meta: Sandbox;
let relay: RelayProcess;
let healthy: Environment;

beforeAll(async () => {
  await using stack = new AsyncDisposableStack();
  folder = stack.use(await TempFolder.create('doctor'));
  postgres = stack.use(await PostgresServer.start(folder.at('postgres')));
  nats = stack.use(await NatsServer.start());
  meta = stack.use(await startSandbox({ ...secrets, token: GRAPH_TOKEN, statuses: 'manual' }));
  const settings = {
    dataFolder: folder.at('relay'),
    databaseUrl: postgres.url,
    graphUrl: meta.url,
    graphToken: GRAPH_TOKEN,
    ...secrets,
    phoneNumberId: meta.account.phoneNumberId,
    displayPhoneNumber: meta.account.displayPhoneNumber,
    tokens: [],
  };
  relay = await RelayProcess.start(settings);
  stack.defer(() => relay.leave());
  await meta.control.setCallbackUrl(relay.webhookUrl);
  healthy = { ...relayEnvironment(settings, new URL(relay.url).port), NATS_URL: nats.url };
  owned = stack.move();
});
afterAll(() => owned.disposeAsync());

async function wrongWith(environment: Environment): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for await (const finding of examine(environment)) if (finding.verdict === 'wrong') found.push(finding);
  return found;
}

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

/** A database beside the relay's, brought to this version. */
async function ownDatabase(): Promise<{ readonly url: string; readonly client: Client }> {
  const admin = await connect(postgres.url);
  const name = `own_${randomBytes(4).toString('hex')}`;
  await admin.query(`create database ${name}`);
  const url = new URL(postgres.url);
  url.pathname = `/${name}`;
  await using database = await openDatabase(url.href);
  expect(await database.isReady()).toBe(true);
  return { url: url.href, client: await connect(url.href) };
}

/** Data in `home` as a relay's own PostgreSQL would have made them, were it not for the checksums. */
async function makeUncheckedCluster(home: string): Promise<void> {
  await mkdir(home, { recursive: true });
  const passwordFile = join(home, 'password');
  await writeFile(passwordFile, 'a-password');
  const cluster = [`--pgdata=${join(home, 'cluster')}`, '--username=echodesk', `--pwfile=${passwordFile}`];
  const how = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-data-checksums', '--no-sync'];
  const made = await run(postgresPrograms().initdb, await postgresAccount(), [...cluster, ...how]);
  expect(made).toMatchObject({ code: 0 });
}

test('a healthy relay has nothing wrong', async () => {
  const { code, printed } = await runRelayCommand(['doctor', '--json'], healthy);
  const lines = printed.trim().split('\n');
  const findings = lines.map((line) => findingSchema.parse(JSON.parse(line)));
  expect(findings.filter(({ verdict }) => verdict === 'wrong')).toEqual([]);
  expect(code).toBe(0);
  const fine = findings.filter(({ verdict }) => verdict === 'ok').map(({ check }) => check);
  expect(new Set(fine)).toEqual(new Set(CHECKS.filter((check) => check !== 'data folder')));
});

test('it speaks in words as well, and looks on where a setting is wrong', async () => {
  const { code, printed } = await runRelayCommand(['doctor'], { ...healthy, ECHODESK_PROT: '1' });
  expect(code).toBe(1);
  expect(printed).toContain(
    'WRONG  settings: ECHODESK_PROT is not a setting of the relay: did you mean ECHODESK_PORT?\n',
  );
  expect(printed).toContain('ok     durability: ');
});

/** Breaks one thing and gives the settings to ask with. */
type Breakage = () => Promise<Environment> | Environment;

const BREAKAGES: readonly (readonly [what: string, check: string, says: RegExp, remedy: RegExp, breaks: Breakage])[] = [
  [
    'a setting that is missing',
    'settings',
    /ECHODESK_GRAPH_TOKEN is missing/,
    /environment/,
    () => ({ ...healthy, ECHODESK_GRAPH_TOKEN: '' }),
  ],
  [
    'a wrong password',
    'database',
    /\(28P01\)/,
    /person and password in DATABASE_URL/,
    () => {
      const url = new URL(postgres.url);
      url.password = 'wrong';
      return { ...healthy, DATABASE_URL: url.href };
    },
  ],
  [
    'a database that is not there',
    'database',
    /\(3D000\)/,
    /createdb/,
    () => ({ ...healthy, DATABASE_URL: postgres.url.replace(/\/[^/]*$/, '/nowhere') }),
  ],
  [
    'a PostgreSQL that has stopped',
    'database',
    /\(ECONNREFUSED\)/,
    /start PostgreSQL/,
    async () => ({ ...healthy, DATABASE_URL: `postgres://echodesk@127.0.0.1:${await stablePort()}/echodesk` }),
  ],
  [
    'a server that syncs nothing',
    'durability',
    /fsync = off/,
    /alter system set fsync = on/,
    async () => {
      const admin = await connect(postgres.url);
      const set = async (sql: string) => {
        await admin.query(sql);
        await admin.query('select pg_reload_conf()');
      };
      await set('alter system set fsync = off');
      onTestFinished(async () => {
        const again = new Client({ connectionString: postgres.url });
        await again.connect();
        await again.query('alter system reset fsync');
        await again.query('select pg_reload_conf()');
        await again.end();
      });
      await expect.poll(async () => (await admin.query<{ fsync: string }>('show fsync')).rows[0]?.fsync).toBe('off');
      return healthy;
    },
  ],
  [
    'a database that a newer version has changed',
    'schema',
    /newer version.*999-of-tomorrow/,
    /install that version/,
    async () => {
      const { url, client } = await ownDatabase();
      await client.query(`insert into schema_floor (migration) values ('999-of-tomorrow')
        on conflict (only_row) do update set migration = excluded.migration`);
      return { ...healthy, DATABASE_URL: url };
    },
  ],
  [
    'a database that is behind',
    'schema',
    /1 changes are to be made/,
    /run migrate/,
    async () => {
      const { url, client } = await ownDatabase();
      await client.query('delete from kysely_migration where name = (select max(name) from kysely_migration)');
      return { ...healthy, DATABASE_URL: url };
    },
  ],
  [
    'a port that another program has',
    'port',
    /taken by something that is no relay/,
    /stop the program/,
    async () => {
      const other = createServer((_request, response) => response.end('hello'));
      other.listen(0, '127.0.0.1');
      await once(other, 'listening');
      onTestFinished(() => void other.close());
      const { port } = z.object({ port: z.number() }).parse(other.address());
      return { ...healthy, ECHODESK_PORT: String(port) };
    },
  ],
  [
    'NATS that is away',
    'nats',
    /does not answer/,
    /start NATS/,
    async () => {
      await nats.kill();
      onTestFinished(() => nats.startAgain());
      return healthy;
    },
  ],
  [
    'a token that has expired',
    'graph',
    /ECHODESK_GRAPH_TOKEN is not valid any more/,
    /system user token/,
    async () => {
      await meta.control.tokenBecomes(GRAPH_TOKEN, 'expired');
      onTestFinished(() => meta.control.tokenBecomes(GRAPH_TOKEN, 'valid'));
      return healthy;
    },
  ],
  [
    'a Graph that is away',
    'graph',
    /does not answer \(ECONNREFUSED\)/,
    /ECHODESK_GRAPH_URL/,
    async () => ({ ...healthy, ECHODESK_GRAPH_URL: `http://127.0.0.1:${await stablePort()}` }),
  ],
  [
    'a Graph at a port that nothing calls',
    'graph',
    /does not answer \(its port is one of those that fetch never calls\)/,
    /ECHODESK_GRAPH_URL/,
    () => ({ ...healthy, ECHODESK_GRAPH_URL: 'http://127.0.0.1:6000' }),
  ],
  [
    'a port that consoles and proxies never call',
    'port',
    /port 6000 is one of those that fetch and browsers never call/,
    /ECHODESK_PORT/,
    () => ({ ...healthy, ECHODESK_PORT: '6000' }),
  ],
  [
    'webhooks that go nowhere',
    'webhooks',
    /go nowhere/,
    /callback address in your Meta app/,
    async () => {
      const fresh = await startSandbox({ ...secrets, token: GRAPH_TOKEN, statuses: 'manual' });
      onTestFinished(() => fresh.close());
      return { ...healthy, ECHODESK_GRAPH_URL: fresh.url };
    },
  ],
  [
    'another verify token than the relay that runs has',
    'webhooks',
    /does not take the verify token/,
    /restart it/,
    () => ({ ...healthy, ECHODESK_META_VERIFY_TOKEN: 'another' }),
  ],
  [
    'parts of a webhook that are quarantined',
    'deliveries',
    /1 parts of webhooks are quarantined/,
    /replay --list/,
    async () => {
      const { url, client } = await ownDatabase();
      await client.query(`insert into raw_item (workspace_id, delivery_id, part, field, body, state, reason)
        select id, 1, 0, 'messages', '{}', 'quarantined', 'fault' from workspace where id = 0`);
      return { ...healthy, DATABASE_URL: url };
    },
  ],
  [
    'a delivery that nobody takes apart',
    'deliveries',
    /1 wait for longer than 5 minutes/,
    /start the relay/,
    async () => {
      const { url, client } = await ownDatabase();
      await client.query(`insert into raw_delivery (received_at, body, sha256, retain_until) values (1, '', '', 1)`);
      return { ...healthy, DATABASE_URL: url };
    },
  ],
  [
    'deliveries that the count has not looked over',
    'deliveries',
    /1 are not looked over for 30 minutes/,
    /pg_prepared_xacts/,
    async () => {
      const { url, client } = await ownDatabase();
      await client.query(`insert into raw_delivery (received_at, body, sha256, retain_until, split_at, parts)
        values (1, '', '', 1, 1, 0)`);
      return { ...healthy, DATABASE_URL: url };
    },
  ],
  [
    'content that is not what its event was appended with',
    'integrity',
    /1 events have other content .* first of them 1 of workspace 0/,
    /restore a backup/,
    async () => {
      const { url, client } = await ownDatabase();
      await client.query(`
        insert into event (workspace_id, seq, type, v, conversation, at, actor, content_hash, body, dedupe_key)
        values (0, 1, 'contact.renamed', 1, 1, 1, '{"kind":"customer"}', repeat('0', 64), '{}', '')`);
      await client.query(`insert into content (workspace_id, seq, key_id, salt, sealed) values (0, 1, 0, '', '{}')`);
      await client.query('update workspace set head = 1 where id = 0');
      return { ...healthy, DATABASE_URL: url };
    },
  ],
  [
    'a server that does not check its pages',
    'integrity',
    /data_checksums = off/,
    /pg_checksums --enable/,
    async () => {
      const unchecked = folder.at('unchecked');
      await makeUncheckedCluster(unchecked);
      const server = await PostgresServer.start(unchecked);
      onTestFinished(() => server[Symbol.asyncDispose]());
      await using database = await openDatabase(server.url);
      expect(await database.isReady()).toBe(true);
      return { ...healthy, DATABASE_URL: server.url };
    },
  ],
  [
    'nodes that ended without a word',
    'nodes',
    /1 ended without a word/,
    /start the relay/,
    async () => {
      const { url, client } = await ownDatabase();
      await client.query(`insert into node (id, name, version, started_at, expires_at)
        values (gen_random_uuid(), 'gone', '0', 0, now() - interval '1 hour')`);
      return { ...healthy, DATABASE_URL: url };
    },
  ],
  [
    'a data folder that can not be written to',
    'data folder',
    /can not be written to/,
    /chown/,
    async () => {
      const closed = folder.at('closed');
      await mkdir(closed, { recursive: true });
      await chmod(closed, 0o500);
      return { ...healthy, DATABASE_URL: '', ECHODESK_DATA_DIR: closed };
    },
  ],
];

test.for(BREAKAGES)('%s is told, with the remedy', async ([, check, says, remedy, breaks]) => {
  const wrong = await wrongWith(await breaks());
  const [found] = wrong;
  expect(found?.check).toBe(check);
  expect(found?.says).toMatch(says);
  expect(found?.remedy).toMatch(remedy);
  expect(new Set(wrong.map((one) => one.check))).toEqual(new Set([check]));
});
