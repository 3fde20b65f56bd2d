import { startSandbox, type Sandbox } from '../../src-sandbox/sandbox.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../../src-relay/db/embedded-postgres.ts';
import { must } from '../../src-shared/lib/must.ts';
import { AgentConsole } from './agent-console.ts';
import { Customer, customerNumber } from './customer.ts';
import { OwnersPhone } from './owners-phone.ts';
import { RelayProcess } from './relay-process.ts';
import { RelaySession } from './relay-session.ts';
import { TempFolder } from './temp-folder.ts';

export const APP_SECRET = 'app-secret-of-the-test-world';
const VERIFY_TOKEN = 'verify-token-of-the-test-world';
const GRAPH_TOKEN = 'graph-token-of-the-test-world';
/** Two agents and a bot: 32 bytes base64url each, as the relay makes them. */
const ACCESS_TOKENS = ['A', 'B', 'C'].map((letter) => letter.repeat(43));

export type WorldOptions = {
  /** The consoles' `DBUS_SESSION_BUS_ADDRESS`. */
  readonly busAddress?: string;
  /** `own` (the default): the relay starts its PostgreSQL itself. `operator`: it is given one, which tests can read. */
  readonly database?: 'own' | 'operator';
  /** `manual` (the default here): a status comes when the script says so. */
  readonly statuses?: 'auto' | 'manual';
  /** Divides Meta's pauses, such as those between its retries; never a timestamp. */
  readonly speed?: number;
};

/** What one part has written, to be kept beside a failed test. */
export type PartLog = { readonly part: string; readonly text: string };

/**
 * A whole Echodesk: a pretend Meta, the real relay on its own PostgreSQL, and real consoles, all on this machine and
 * in folders that go with it. Only Meta is played. Dispose it to end and remove everything.
 */
export class TestWorld implements AsyncDisposable {
  readonly meta: Sandbox;
  readonly relay: RelayProcess;
  readonly phone: OwnersPhone;
  readonly #postgres: EmbeddedPostgres | undefined;
  readonly #folder: TempFolder;
  readonly #options: WorldOptions;
  /** Everything that was started, ended in reverse order, whatever fails meanwhile. */
  readonly #owned: AsyncDisposableStack;
  readonly #consoles: AgentConsole[] = [];
  readonly #customers = new Map<string, Customer>();

  private constructor(parts: {
    folder: TempFolder;
    postgres: EmbeddedPostgres | undefined;
    meta: Sandbox;
    relay: RelayProcess;
    options: WorldOptions;
    owned: AsyncDisposableStack;
  }) {
    this.meta = parts.meta;
    this.relay = parts.relay;
    this.phone = new OwnersPhone(parts.meta.control, (name) => this.customer(name));
    this.#folder = parts.folder;
    this.#postgres = parts.postgres;
    this.#options = parts.options;
    this.#owned = parts.owned;
  }

  static async start(options: WorldOptions = {}): Promise<TestWorld> {
    await using stack = new AsyncDisposableStack();
    const folder = stack.use(await TempFolder.create('world'));
    const postgres =
      options.database === 'operator'
        ? stack.use(await startEmbeddedPostgres({ folder: folder.at('postgres'), unsafeFast: true }))
        : undefined;
    const { statuses = 'manual', speed = 1 } = options;
    const meta = stack.use(
      await startSandbox({ appSecret: APP_SECRET, verifyToken: VERIFY_TOKEN, token: GRAPH_TOKEN, statuses, speed }),
    );
    const relay = await RelayProcess.start({
      dataFolder: folder.at('relay'),
      ...(postgres === undefined ? {} : { databaseUrl: postgres.url(), allowsUnsafeDatabase: true }),
      graphUrl: meta.url,
      graphToken: GRAPH_TOKEN,
      appSecret: APP_SECRET,
      verifyToken: VERIFY_TOKEN,
      phoneNumberId: meta.account.phoneNumberId,
      displayPhoneNumber: meta.account.displayPhoneNumber,
      tokens: ACCESS_TOKENS,
    });
    stack.defer(() => relay.leave());
    await meta.control.setCallbackUrl(relay.webhookUrl);
    return new TestWorld({ folder, postgres, meta, relay, options, owned: stack.move() });
  }

  /** The same name is the same person. */
  customer(name: string): Customer {
    const known = this.#customers.get(name);
    if (known !== undefined) return known;
    const number = customerNumber(this.#customers.size);
    const customer = new Customer(this.meta.control, name, number);
    this.#customers.set(name, customer);
    return customer;
  }

  /** Opens a console for practice agent number `agent` (0 or 1), with more environment on top of the world's. */
  async openConsole(agent = 0, environment: Readonly<Record<string, string>> = {}): Promise<AgentConsole> {
    const { name, token } = this.relay.agent(agent);
    const { busAddress } = this.#options;
    const desk = new AgentConsole({
      name,
      folder: this.#folder.at(`console-${this.#consoles.length}`),
      environment: {
        ECHODESK_RELAY_URL: this.relay.url,
        ECHODESK_TOKEN: token,
        ...(busAddress === undefined ? {} : { DBUS_SESSION_BUS_ADDRESS: busAddress }),
        ...environment,
      },
    });
    this.#consoles.push(desk);
    this.#owned.defer(async () => {
      if (desk.isRunning) await desk.quit();
    });
    await desk.start();
    return desk;
  }

  /** Resolves when Meta has nothing pending: every webhook is answered and every planned status is out. */
  async settle(): Promise<void> {
    await this.meta.control.settle();
  }

  /** Texts that Meta was asked to send to that customer, oldest first. */
  async sentTo(name: string): Promise<readonly string[]> {
    const { number } = this.customer(name);
    const sends = await this.meta.control.sends();
    return sends.filter(({ waId }) => waId === number).map(({ text }) => text);
  }

  /** Meta reports what became of the latest send to that customer. */
  async reports(name: string, status: 'sent' | 'delivered' | 'read'): Promise<void> {
    const { number } = this.customer(name);
    const sends = await this.meta.control.sends();
    const latest = must(
      sends.findLast(({ waId }) => waId === number),
      `a send to ${name}`,
    );
    await this.meta.control.emitStatus(latest.wamid, status);
  }

  /** What the relay calls Meta with expires, or works again. */
  async tokenBecomes(becomes: 'expired' | 'valid'): Promise<void> {
    await this.meta.control.tokenBecomes(GRAPH_TOKEN, becomes);
  }

  /** The bot answers that customer. */
  async botAnswers(name: string, text: string): Promise<void> {
    await this.#asBot((session) => session.sends(`+${this.customer(name).number}`, text));
  }

  /** The bot asks for a person in that customer's conversation, over a session of its own. */
  async botHandsOver(name: string, note: string): Promise<void> {
    await this.#asBot((session) => session.requestHandoff(`+${this.customer(name).number}`, note));
  }

  /** The relay's database. Only in a world with an operator's one. */
  get databaseUrl(): string {
    return must(this.#postgres, 'a database that tests can read').url();
  }

  get consoles(): readonly AgentConsole[] {
    return this.#consoles;
  }

  logs(): readonly PartLog[] {
    return [
      { part: 'relay', text: this.relay.log },
      ...this.#consoles.map((desk, index) => ({ part: `console-${index}`, text: desk.log })),
    ];
  }

  async #asBot(work: (session: RelaySession) => Promise<void>): Promise<void> {
    await this.settle();
    const session = await RelaySession.open(this.relay.url, this.relay.bot.token);
    await work(session).finally(() => session.close());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }
}
