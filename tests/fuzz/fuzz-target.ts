import { createHmac } from 'node:crypto';
import { must } from '../../src-shared/lib/must.ts';
import { openDatabase } from '../../src-relay/db/database.ts';
import { seedWorkspace } from '../../src-relay/db/testing/seed.ts';
import { startTestPostgres } from '../../src-relay/db/testing/test-postgres.ts';
import { readySchema, RELAY_COMMAND, relayEnvironment } from '../support/relay-process.ts';
import { ServerProcess } from '../support/server-process.ts';
import type { TempFolder } from '../support/temp-folder.ts';
import { RefusalCount } from './refusal-count.ts';

const SECRET = 'app-secret-of-fuzz';
const TOKENS = ['A', 'B', 'C'].map((letter) => letter.repeat(43));
/** Of an agent who only listens; the others are fired with. */
const LISTENER = 0;

export const VERIFY_TOKEN = 'verify-of-fuzz';
export const NUMBER_ID = '100200300';

/** Stands in what is said for the epoch of the workspace of those who say it. */
export const OWN_EPOCH = '{own epoch}';
/** The same, of another workspace of this relay. */
export const FOREIGN_EPOCH = '{foreign epoch}';
const FOREIGN_WORKSPACE = 77;

/** A relay process on a PostgreSQL of its own, and what it takes to be let in. */
export class FuzzTarget implements AsyncDisposable {
  readonly url: string;
  readonly host: string;
  readonly port: number;
  readonly refusals = new RefusalCount();
  readonly #epochs: Epochs;
  readonly #server: ServerProcess;
  readonly #owned: AsyncDisposableStack;
  #turn = 0;
  #hasEnded = false;

  private constructor(server: ServerProcess, epochs: Epochs, owned: AsyncDisposableStack) {
    this.#epochs = epochs;
    this.#server = server;
    this.#owned = owned;
    const address = new URL(readySchema.parse(server.ready).url);
    this.url = address.origin;
    this.host = address.hostname;
    this.port = Number(address.port);
    server.onSelfEnded(() => {
      this.#hasEnded = true;
    });
  }

  static async start(folder: TempFolder): Promise<FuzzTarget> {
    await using stack = new AsyncDisposableStack();
    const postgres = stack.use(await startTestPostgres());
    const settings = {
      dataFolder: folder.at('unused'),
      databaseUrl: await postgres.createDatabase(),
      allowsUnsafeDatabase: true,
      // Nobody answers there: what consoles send waits.
      graphUrl: 'http://127.0.0.1:9',
      graphToken: 'graph-of-fuzz',
      appSecret: SECRET,
      verifyToken: VERIFY_TOKEN,
      phoneNumberId: NUMBER_ID,
      displayPhoneNumber: '15550100000',
      tokens: TOKENS,
    };
    const server = await ServerProcess.start(RELAY_COMMAND, relayEnvironment(settings, '0'));
    stack.defer(async () => {
      await server.end('SIGTERM');
    });
    const { practice } = readySchema.parse(server.ready);
    const epochs = await epochsOf(settings.databaseUrl, practice.workspace);
    return new FuzzTarget(server, epochs, stack.move());
  }

  get pid(): number {
    return this.#server.pid;
  }

  get log(): string {
    return this.#server.log;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  get listenerToken(): string {
    return must(TOKENS[LISTENER], 'a token');
  }

  /** A good token of somebody who does not listen. */
  nextToken(): string {
    this.#turn += 1;
    return must(TOKENS[1 + (this.#turn % (TOKENS.length - 1))], 'a token');
  }

  /** With the epochs that {@link OWN_EPOCH} and {@link FOREIGN_EPOCH} stand for. */
  withEpochs(text: string): string {
    return text.replaceAll(OWN_EPOCH, this.#epochs.own).replaceAll(FOREIGN_EPOCH, this.#epochs.foreign);
  }

  sign(body: Buffer): string {
    return `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;
  }

  async metrics(): Promise<string> {
    const response = await fetch(`${this.url}/metrics`);
    return response.text();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }
}

type Epochs = { readonly own: string; readonly foreign: string };

/** Makes another workspace beside the one of the practice people. */
async function epochsOf(databaseUrl: string, workspace: number): Promise<Epochs> {
  await using database = await openDatabase(databaseUrl);
  await seedWorkspace(database, { id: FOREIGN_WORKSPACE, providerNumberId: 'foreign' });
  const rows = await database.directory.selectFrom('workspace').select(['id', 'epoch']).execute();
  const epochOf = (id: number) =>
    must(
      rows.find((row) => row.id === id),
      `workspace ${id}`,
    ).epoch;
  return { own: epochOf(workspace), foreign: epochOf(FOREIGN_WORKSPACE) };
}
