import type { Random } from '../../src-sandbox/random.ts';
import { readySchema, RELAY_COMMAND } from '../support/relay-process.ts';
import { ServerProcess } from '../support/server-process.ts';
import type { Timeline } from './timeline.ts';
import type { Victim } from './victim.ts';

export type NodeSettings = {
  readonly name: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Resolves as soon as the database takes connections. */
  readonly database: () => Promise<void>;
  readonly timeline: Timeline;
  /** Draws whether it is killed while it starts, when that is the moment. */
  readonly random: Random;
};

/** Starting takes longer than serving would last if every start were killed that could be. */
const SHARE_KILLED_STARTING = 0.2;

/**
 * One of several relay processes, with a service manager that starts it again for as long as it does not come up. It
 * can be killed at any moment of its start too. States: down → starting → serving → down.
 */
export class RelayNode implements Victim, AsyncDisposable {
  readonly kind = 'node';
  readonly name: string;
  readonly #settings: NodeSettings;
  readonly #logs: string[] = [];
  /** Aborting it kills the process that is starting. */
  #starting: AbortController | undefined;
  /** A process is starting; false while the database is waited for. */
  #isSpawned = false;
  #server: ServerProcess | undefined;
  #started: Promise<void> = Promise.resolve();
  #isEnding = false;
  /** How often it ended by itself after it had served. */
  crashes = 0;

  constructor(settings: NodeSettings) {
    this.name = settings.name;
    this.#settings = settings;
  }

  get log(): string {
    return [...this.#logs, this.#server?.log ?? ''].join('\n--- next life ---\n');
  }

  get isServing(): boolean {
    return this.#server !== undefined;
  }

  /** The workspace that its ready line tells of; undefined while it is down. */
  get workspace(): number | undefined {
    return this.#server === undefined ? undefined : readySchema.parse(this.#server.ready).practice.workspace;
  }

  readonly bringBack = async (): Promise<boolean> => {
    this.#started = this.#start();
    await this.#started;
    return this.#server !== undefined;
  };

  readonly kill = async (): Promise<boolean> => {
    const mayDieStarting = this.#isSpawned && this.#settings.random.next() < SHARE_KILLED_STARTING;
    if (this.#server === undefined && !mayDieStarting) return false;
    this.#starting?.abort();
    await this.#started;
    await this.#end('SIGKILL');
    return true;
  };

  /** As a service manager stops it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isEnding = true;
    this.#starting?.abort();
    await this.#started;
    await this.#end('SIGTERM');
  }

  async #start(): Promise<void> {
    const life = new AbortController();
    this.#starting = life;
    while (!life.signal.aborted && this.#server === undefined) {
      await this.#settings.database();
      if (!life.signal.aborted) await this.#serve(life.signal);
    }
    this.#starting = undefined;
  }

  async #serve(killed: AbortSignal): Promise<void> {
    const { name, timeline } = this.#settings;
    this.#isSpawned = true;
    try {
      const server = await ServerProcess.start(RELAY_COMMAND, this.#settings.environment, killed);
      this.#server = server;
      server.onSelfEnded(() => void this.#crashed());
    } catch (error) {
      this.#logs.push(String(error));
      if (!killed.aborted) timeline.note(`${name} did not come up; once more`);
    } finally {
      this.#isSpawned = false;
    }
  }

  async #crashed(): Promise<void> {
    this.crashes += 1;
    this.#settings.timeline.note(`${this.name} ENDED BY ITSELF`);
    await this.#end('SIGKILL');
    if (!this.#isEnding) await this.bringBack();
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    await server.end(signal);
    this.#logs.push(server.log);
    this.#server = undefined;
  }
}
