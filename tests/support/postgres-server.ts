import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import { startEmbeddedPostgres } from '../../src-relay/db/embedded-postgres.ts';
import { postgresAccount } from '../../src-relay/db/postgres-account.ts';
import { postgresPrograms, run } from '../../src-relay/db/postgres-programs.ts';
import { stablePort } from './stable-port.ts';

const backendSchema = z.object({ pid: z.int() });
/** Processes of a killed server take a moment to notice, and the next one does not start beside them. */
const START_TRIES = 40;
const LOOK_EVERY_MS = 50;

/**
 * An operator's PostgreSQL with its default durability, on a port of its own, whose processes can be killed. States:
 * running ⇄ down. Killed backends leave it running: it recovers by itself, and lets go of all its connections.
 */
export class PostgresServer implements AsyncDisposable {
  /** Connection string of the relay's database. */
  readonly url: string;
  readonly #folder: string;
  readonly #port: number;
  #isRunning = false;

  private constructor(folder: string, port: number, url: string) {
    this.#folder = folder;
    this.#port = port;
    this.url = url;
  }

  /** Makes it in `folder`, which is made if missing. */
  static async start(folder: string): Promise<PostgresServer> {
    const port = await stablePort();
    const url = new URL(await makeCluster(folder));
    url.port = String(port);
    const server = new PostgresServer(folder, port, url.href);
    await server.startAgain();
    return server;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Starts it again where it was; resolves when it takes connections, after its recovery. */
  async startAgain(): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const { code, output } = await this.#control(['start', '-w', '-l', join(this.#folder, 'server.log')]);
      if (code === 0) break;
      if (tries === START_TRIES) throw new Error(`PostgreSQL does not start again:\n${output}`);
      await pause(LOOK_EVERY_MS);
    }
    this.#isRunning = true;
  }

  /** SIGKILL for the postmaster; resolves when it is gone. Its children end by themselves. */
  async kill(): Promise<void> {
    this.#isRunning = false;
    const pid = await this.#postmaster();
    process.kill(pid, 'SIGKILL');
    while (isAlive(pid)) await pause(LOOK_EVERY_MS);
  }

  /** SIGKILL for the process behind one connection, chosen by `choose` of so many; false where there is none. */
  async killBackend(choose: (count: number) => number): Promise<boolean> {
    const pids = await this.#backends();
    const pid = pids[choose(pids.length)];
    if (pid === undefined) return false;
    process.kill(pid, 'SIGKILL');
    return true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#isRunning) await this.#control(['stop', '-w', '-m', 'fast']);
  }

  async #backends(): Promise<readonly number[]> {
    await using stack = new AsyncDisposableStack();
    const client = stack.adopt(new Client({ connectionString: this.url }), (opened) => opened.end());
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query(
      `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by pid`,
    );
    return z.array(backendSchema).parse(rows).map(({ pid }) => pid);
  }

  async #postmaster(): Promise<number> {
    const [pid] = (await readFile(join(this.#folder, 'cluster', 'postmaster.pid'), 'utf8')).split('\n');
    return z.coerce.number().int().positive().parse(pid);
  }

  async #control(args: readonly string[]) {
    const settings = `-p ${this.#port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=`;
    const options = args[0] === 'start' ? ['-o', settings] : [];
    const data = join(this.#folder, 'cluster');
    return run(postgresPrograms().pgCtl, await postgresAccount(), [...args, ...options, '-D', data]);
  }
}

/** The relay's own way to a database: what it makes is stopped again. Answers its connection string of then. */
async function makeCluster(folder: string): Promise<string> {
  await using made = await startEmbeddedPostgres({ folder });
  return made.url();
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
