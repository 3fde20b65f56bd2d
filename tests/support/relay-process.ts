import { z } from 'zod';
import { must } from '../../src-shared/lib/must.ts';
import { ServerProcess } from './server-process.ts';

const agentSchema = z.object({
  person: z.number(),
  name: z.string(),
  role: z.string(),
  token: z.string(),
});
export type PracticeAgent = z.infer<typeof agentSchema>;

/** The line that a relay for practice prints when it is ready. */
export const readySchema = z.object({
  url: z.url(),
  practice: z.object({ workspace: z.number(), agents: z.array(agentSchema) }),
});

export type RelaySettings = {
  /** Where its own PostgreSQL keeps its files; unused with `databaseUrl`. */
  readonly dataFolder: string;
  /** An operator's PostgreSQL instead. */
  readonly databaseUrl?: string;
  /** Whether that one may sync nothing, as throw-away ones do. */
  readonly allowsUnsafeDatabase?: boolean;
  readonly graphUrl: string;
  readonly graphToken: string;
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly phoneNumberId: string;
  readonly displayPhoneNumber: string;
  /** Of the practice people, in their order; they stay the same over restarts. */
  readonly tokens: readonly string[];
};

/**
 * The real relay with its embedded PostgreSQL, as a process that can be stopped, killed and started again on the
 * same data and the same port. States: running ⇄ down.
 */
export class RelayProcess {
  readonly #settings: RelaySettings;
  readonly #logs: string[] = [];
  #server: ServerProcess;
  #ready: z.infer<typeof readySchema>;
  #wasKilled = false;

  private constructor(settings: RelaySettings, server: ServerProcess) {
    this.#settings = settings;
    this.#server = server;
    this.#ready = readySchema.parse(server.ready);
  }

  static async start(settings: RelaySettings): Promise<RelayProcess> {
    return new RelayProcess(settings, await serve(settings, '0'));
  }

  get url(): string {
    return this.#ready.url;
  }

  get webhookUrl(): string {
    return `${this.url}/webhooks/meta`;
  }

  get workspace(): number {
    return this.#ready.practice.workspace;
  }

  get agents(): readonly PracticeAgent[] {
    return this.#ready.practice.agents;
  }

  agent(index: number): PracticeAgent {
    return must(this.agents.filter(({ role }) => role !== 'bot')[index], `practice agent ${index}`);
  }

  get bot(): PracticeAgent {
    return must(
      this.agents.find(({ role }) => role === 'bot'),
      'practice bot',
    );
  }

  /** What it has logged in all its lives. */
  get log(): string {
    return [...this.#logs, this.#server.log].join('\n--- restarted ---\n');
  }

  /** Asks it to end, as a service manager does; answers its exit code. */
  async stop(): Promise<number | null> {
    return this.#server.end('SIGTERM');
  }

  /** Ends it for good. A killed relay leaves its own PostgreSQL running, which the next one takes over and stops. */
  async leave(): Promise<void> {
    if (this.#wasKilled && this.#settings.databaseUrl === undefined) await this.startAgain();
    await this.stop();
  }

  /** As when the machine's power button is the remedy, except that the page cache survives. */
  async kill(): Promise<void> {
    await this.#server.end('SIGKILL');
    this.#wasKilled = true;
  }

  /** Starts it again where it was. */
  async startAgain(): Promise<void> {
    this.#logs.push(this.#server.log);
    this.#server = await serve(this.#settings, new URL(this.url).port);
    this.#wasKilled = false;
    this.#ready = readySchema.parse(this.#server.ready);
  }

  async metrics(): Promise<string> {
    const response = await fetch(`${this.url}/metrics`);
    return response.text();
  }
}

async function serve(settings: RelaySettings, port: string): Promise<ServerProcess> {
  return ServerProcess.start(RELAY_COMMAND, relayEnvironment(settings, port));
}

export const RELAY_COMMAND = ['src-relay/index.ts', 'serve'] as const;

/** What a relay is told by environment variables. */
export function relayEnvironment(settings: RelaySettings, port: string): Readonly<Record<string, string>> {
  return {
    ECHODESK_PORT: port,
    ECHODESK_DATA_DIR: settings.dataFolder,
    ...(settings.databaseUrl === undefined ? {} : { DATABASE_URL: settings.databaseUrl }),
    ...(settings.allowsUnsafeDatabase === true ? { ECHODESK_ALLOW_UNSAFE_DATABASE: '1' } : {}),
    ECHODESK_META_APP_SECRETS: settings.appSecret,
    ECHODESK_META_VERIFY_TOKEN: settings.verifyToken,
    ECHODESK_GRAPH_URL: settings.graphUrl,
    ECHODESK_GRAPH_TOKEN: settings.graphToken,
    ECHODESK_PRACTICE: '1',
    ECHODESK_PRACTICE_NUMBER_ID: settings.phoneNumberId,
    ECHODESK_PRACTICE_DISPLAY_NUMBER: settings.displayPhoneNumber,
    ECHODESK_PRACTICE_TOKENS: settings.tokens.join(','),
  };
}
