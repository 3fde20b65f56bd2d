import { randomBytes } from 'node:crypto';
import { access, mkdir, readFile, readlink, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';

import { Client } from 'pg';

import { DatabaseStartError } from './database-start-error.ts';
import { postgresAccount, give, refuseUnreachable, type Account } from './postgres-account.ts';
import { postgresPrograms, run, type Programs } from './postgres-programs.ts';

export type EmbeddedPostgres = AsyncDisposable & {
  /** Connection string of the database `name` (default: the relay's own). */
  url(name?: string): string;
};

export type EmbeddedPostgresOptions = {
  /** Where its files lie; made if missing, used again if not. */
  readonly folder: string;
  /** For throw-away test databases only: no file is synced. The default is PostgreSQL's own durability. */
  readonly unsafeFast?: boolean;
};

const HOST = '127.0.0.1';
const USER = 'echodesk';
const DATABASE = 'echodesk';
/** Held by the one relay that uses the folder. */
const OWNER_LOCK = 0x6563686f;
const OWNER_TRIES = 12;
const OWNER_PAUSE_SECONDS = 0.25;
const PORT_LINE = 3;
const UNSAFE_FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * PostgreSQL from its npm package, for relays without an operator's database.
 *
 * - The server is a session of its own: Ctrl-C reaches the relay alone, which stops it last, on dispose.
 * - A relay that was killed leaves it running; the next one takes over the running server. A server that died with
 *   it recovers by its own log. A left-over pid file whose number now belongs to another process is removed.
 * - A folder has one relay at a time: a second one is refused.
 *
 * Throws {@link DatabaseStartError} with the remedy when it can't start.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = path.resolve(options.folder);
  const account = await postgresAccount();
  const programs = postgresPrograms();
  await mkdir(folder, { recursive: true });
  await refuseUnreachable(account, [folder, programs.postgres]);
  await give(folder, account);
  const cluster = { folder, data: path.join(folder, 'cluster'), account, programs };
  const password = await keptPassword(cluster);
  await ensureCluster(cluster, options);
  const urlOn = (port: number) => `postgres://${USER}:${password}@${HOST}:${port}`;
  const { port, client } = (await takeOver(cluster, urlOn)) ?? (await startServer(cluster, { options, urlOn }));
  const owner = await takeOwnership(client, folder);
  await ensureDatabase(owner);
  return {
    url: (name = DATABASE) => `${urlOn(port)}/${name}`,
    [Symbol.asyncDispose]: async () => {
      await owner.end();
      await pgCtl(cluster, ['stop', '-w', '-m', 'fast']);
    },
  };
}

/** The address of the server that already runs on this folder, without owning it; undefined where none does. */
export async function runningEmbeddedPostgres(folder: string): Promise<string | undefined> {
  const [port, password] = await Promise.all([
    readFile(path.join(folder, 'cluster', 'postmaster.pid'), 'utf8').then((text) => text.split('\n')[PORT_LINE]),
    readFile(path.join(folder, 'password'), 'utf8'),
  ]).catch(() => []);
  if (port === undefined || password === undefined) return undefined;
  try {
    const server = `postgres://${USER}:${password}@${HOST}:${port}`;
    await using stack = new AsyncDisposableStack();
    stack.adopt(await connect(server), (client) => client.end());
    return `${server}/${DATABASE}`;
  } catch {
    return undefined;
  }
}

type Cluster = {
  readonly folder: string;
  readonly data: string;
  readonly account: Account;
  readonly programs: Programs;
};

async function keptPassword({ folder, account }: Cluster): Promise<string> {
  const file = path.join(folder, 'password');
  const kept = await readFile(file, 'utf8').catch(() => '');
  if (kept !== '') return kept;
  const password = randomBytes(24).toString('hex');
  await writeFile(file, password, { mode: 0o600 });
  await give(file, account);
  return password;
}

/** Made under another name first, so that a half-made one is never taken for whole. */
async function ensureCluster(cluster: Cluster, { unsafeFast }: EmbeddedPostgresOptions): Promise<void> {
  const { folder, data, account, programs } = cluster;
  const made = await access(data).then(
    () => true,
    () => false,
  );
  if (made) return;
  const unfinished = path.join(folder, 'cluster.new');
  await rm(unfinished, { recursive: true, force: true });
  const ran = await run(programs.initdb, account, [
    `--pgdata=${unfinished}`,
    `--username=${USER}`,
    `--pwfile=${path.join(folder, 'password')}`,
    '--auth=scram-sha-256',
    '--data-checksums',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    ...(unsafeFast === true ? ['--no-sync'] : []),
  ]);
  if (ran.code !== 0) throw new DatabaseStartError('initdb_failed', ran.output);
  await rename(unfinished, data);
}

type Running = { readonly port: number; readonly client: Client };

/** The server that already runs on this folder, if it does and answers. One on its way up or down is ended. */
async function takeOver(cluster: Cluster, urlOn: (port: number) => string): Promise<Running | undefined> {
  const pidFile = path.join(cluster.data, 'postmaster.pid');
  const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n');
  const [pid = ''] = lines;
  if (pid === '') return undefined;
  if (!(await isServerOf(cluster.data, pid))) {
    await rm(pidFile, { force: true });
    return undefined;
  }
  try {
    const port = Number(lines[PORT_LINE]);
    return { port, client: await connect(urlOn(port)) };
  } catch {
    await pgCtl(cluster, ['stop', '-w', '-m', 'fast']);
    return undefined;
  }
}

/** A server's working folder is its data folder. Elsewhere than on Linux, PostgreSQL's own check has to do. */
async function isServerOf(data: string, pid: string): Promise<boolean> {
  if (process.platform !== 'linux') return true;
  const works = await readlink(`/proc/${pid}/cwd`).catch(() => '');
  return works === (await realpath(data));
}

async function startServer(
  cluster: Cluster,
  how: { options: EmbeddedPostgresOptions; urlOn: (port: number) => string },
): Promise<Running> {
  const port = await freePort();
  const settings = [
    `listen_addresses=${HOST}`,
    'unix_socket_directories=',
    ...(how.options.unsafeFast === true ? UNSAFE_FAST : []),
  ];
  const flags = [`-p ${port}`, ...settings.map((setting) => `-c ${setting}`)].join(' ');
  const log = path.join(cluster.folder, 'server.log');
  const started = await pgCtl(cluster, ['start', '-w', '-l', log, '-o', flags]);
  if (started.code === 0) return { port, client: await connect(how.urlOn(port)) };
  const words = await readFile(log, 'utf8').catch(() => '');
  throw new DatabaseStartError('server_failed', `${started.output}\n${words.slice(-2000)}`);
}

async function connect(url: string): Promise<Client> {
  const client = new Client({
    connectionString: `${url}/postgres`,
    application_name: 'echodesk-owner',
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function ensureDatabase(owner: Client): Promise<void> {
  const found = await owner.query('select 1 from pg_database where datname = $1', [DATABASE]);
  if (found.rowCount === 0) await owner.query(`create database ${DATABASE}`);
}

/** A killed relay's connections take a moment to go: hence the tries. */
async function takeOwnership(client: Client, folder: string): Promise<Client> {
  for (let tried = 0; tried < OWNER_TRIES; tried += 1) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [OWNER_LOCK]);
    if (rows[0]?.taken === true) return client;
    await client.query('select pg_sleep($1)', [OWNER_PAUSE_SECONDS]);
  }
  await client.end();
  throw new DatabaseStartError('folder_in_use', folder);
}

function pgCtl({ data, account, programs }: Cluster, args: readonly string[]) {
  return run(programs.pgCtl, account, [...args, '-D', data]);
}

async function freePort(): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const server = createServer().on('error', reject);
  server.listen(0, HOST, () => {
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    server.close(() => resolve(port));
  });
  return promise;
}
