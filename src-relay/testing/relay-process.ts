import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import { z } from 'zod';

import { must } from '../../src-shared/lib/must.ts';

const readySchema = z.object({
  ready: z.literal(true),
  url: z.string(),
  practice: z.object({ agents: z.array(z.object({ role: z.string(), token: z.string() })) }).nullable(),
});

const SECRET = 'app-secret';
const NUMBER_ID = '100200300';
const ENTRY = fileURLToPath(new URL('../index.ts', import.meta.url));

export type RelayProcessOptions = {
  readonly databaseUrl: string;
  readonly graphUrl: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Of another version than this one. */
  readonly entry?: string;
};

/** `index.ts serve` as a process of its own, that can be killed. */
export class RelayProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown[]>;
  readonly #ready: z.infer<typeof readySchema>;

  private constructor(child: ChildProcess, ended: Promise<unknown[]>, ready: string) {
    this.#child = child;
    this.#ended = ended;
    this.#ready = readySchema.parse(JSON.parse(ready));
  }

  /** Resolves when it is ready. Throws with what it said when it ended before. */
  static async start(options: RelayProcessOptions): Promise<RelayProcess> {
    const child = spawnRelay(options);
    const ended = once(child, 'exit');
    const complaints: string[] = [];
    child.stderr?.on('data', (chunk: Buffer) => complaints.push(chunk.toString()));
    const lines = createInterface({ input: must(child.stdout, 'stdout') });
    const first = await Promise.race([once(lines, 'line'), ended.then(() => [''])]);
    const line = z.string().parse(first[0]);
    if (line === '') throw new Error(`the relay did not start: ${complaints.join('')}`);
    return new RelayProcess(child, ended, line);
  }

  get url(): string {
    return this.#ready.url;
  }

  get agentToken(): string {
    return must(this.#ready.practice?.agents[0], 'practice agent').token;
  }

  /** A customer writes: a signed webhook with one text message. */
  async customerWrites(text: string): Promise<void> {
    const body = JSON.stringify(textWebhook(text));
    const signature = createHmac('sha256', SECRET).update(body).digest('hex');
    const response = await fetch(`${this.url}/webhooks/meta`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` },
      body,
    });
    if (response.status !== 200) throw new Error(`the webhook was answered ${response.status}`);
  }

  /** Ends it at once, as a crash does. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
  }

  /** Asks it to end; gives its exit code. */
  async stop(): Promise<unknown> {
    this.#child.kill('SIGTERM');
    const [code] = await this.#ended;
    return code;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}

/** Runs the relay to its end; for starts that fail. */
export async function runRelay(
  options: RelayProcessOptions,
): Promise<{ readonly code: unknown; readonly said: string }> {
  const child = spawnRelay(options);
  const said: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const closed: unknown[] = await once(child, 'close');
  return { code: closed[0], said: said.join('') };
}

function spawnRelay({ databaseUrl, graphUrl, environment, entry = ENTRY }: RelayProcessOptions): ChildProcess {
  return spawn(process.execPath, [entry, 'serve'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ECHODESK_PORT: '0',
      DATABASE_URL: databaseUrl,
      // Throw-away databases sync nothing.
      ECHODESK_ALLOW_UNSAFE_DATABASE: '1',
      ECHODESK_META_APP_SECRETS: SECRET,
      ECHODESK_META_VERIFY_TOKEN: 'verify',
      ECHODESK_GRAPH_URL: graphUrl,
      ECHODESK_GRAPH_TOKEN: 'secret',
      ECHODESK_PRACTICE: '1',
      ECHODESK_PRACTICE_NUMBER_ID: NUMBER_ID,
      ECHODESK_PRACTICE_TOKENS: 'ABC'
        .split('')
        .map((letter) => letter.repeat(43))
        .join(','),
      ...environment,
    },
  });
}

function textWebhook(text: string) {
  const seconds = String(Math.floor(Date.now() / 1000));
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '15550100000', phone_number_id: NUMBER_ID },
    contacts: [{ profile: { name: 'Ada' }, wa_id: '447700900123' }],
    messages: [{ from: '447700900123', id: `in-${text}`, timestamp: seconds, type: 'text', text: { body: text } }],
  };
  const entry = [{ id: '900', changes: [{ field: 'messages', value }] }];
  return { object: 'whatsapp_business_account', entry };
}
