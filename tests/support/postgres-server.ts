import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import { must } from '../../src-shared/lib/must.ts';
import { startEmbeddedPostgres } from '../../src-relay/db/embedded-postgres.ts';
import { postgresAccount } from '../../src-relay/db/postgres-account.ts';
import { postgresPrograms } from '../../src-relay/db/postgres-programs.ts';
import { stablePort } from './stable-port.ts';

const READY = 'database system is ready to accept connections';
/** The children of a killed postmaster take a moment to notice, and the next one does not start beside them. */
const START_TRIES = 100;
const START_AGAIN_AFTER_MS = 50;

const backendsSchema = z.array(z.object({ pid: z.int() }));

/**
 * An operator's PostgreSQL with its default durability, on a port of its own, whose processes can be killed. States:
 * running ⇄ down. A killed backend leaves it running: it recovers by itself, and lets go of all its connections.
 */
export class PostgresServer implements AsyncDisposable {
  /** Connection string of the relay's database. */
  readonly url: string;
  readonly #folder: string;
  readonly #port: number;
  readonly #log: string[] = [];
  #postmaster: ChildProcess | undefined;

  /** So that a test runner that breaks leaves nothing behind. */
  readonly #endWithUs = (): void => {
    this.#postmaster?.kill('SIGQUIT');
  };

  private constructor(folder: string, port: number, url: string) {
    this.#folder = folder;
    this.#port = port;
    this.url = url;
    process.once('exit', this.#endWithUs);
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
    return this.#postmaster !== undefined;
  }

  /** What it has said in all its lives. */
  get log(): string {
    return this.#log.join('\n');
  }

  /** Starts it again where it was; resolves when it takes connections, after its recovery. */
  async startAgain(): Promise<void> {
    for (let tries = 1; tries <= START_TRIES; tries += 1) {
      const child = await this.#spawn();
      if (await this.#becomesReady(child)) {
        this.#postmaster = child;
        return;
      }
      await pause(START_AGAIN_AFTER_MS);
    }
    throw new Error(`PostgreSQL does not start again:\n${this.log.slice(-2000)}`);
  }

  /** SIGKILL for the postmaster; resolves when it is gone. Its children end by themselves. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
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
    process.off('exit', this.#endWithUs);
    await this.#end('SIGINT');
  }

  async #spawn(): Promise<ChildProcess> {
    const settings = ['-p', String(this.#port), '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='];
    return spawn(postgresPrograms().postgres, ['-D', join(this.#folder, 'cluster'), ...settings], {
      ...(await postgresAccount()),
      cwd: '/',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }

  #becomesReady(child: ChildProcess): Promise<boolean> {
    return new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', () => resolve(false));
      createInterface({ input: must(child.stderr ?? undefined, 'its log') }).on('line', (line) => {
        this.#log.push(line);
        if (line.includes(READY)) resolve(true);
      });
    });
  }

  async #end(signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
    const child = this.#postmaster;
    this.#postmaster = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }

  async #backends(): Promise<readonly number[]> {
    await using stack = new AsyncDisposableStack();
    const client = stack.adopt(new Client({ connectionString: this.url }), (opened) => opened.end());
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query(
      `select pid from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid() order by pid`,
    );
    return backendsSchema.parse(rows).map(({ pid }) => pid);
  }
}

/** The relay's own way to a database: what it makes is stopped again. Answers its connection string of then. */
async function makeCluster(folder: string): Promise<string> {
  await using made = await startEmbeddedPostgres({ folder });
  return made.url();
}
