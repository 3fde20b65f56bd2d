import { Client } from 'pg';
import { startEmbeddedPostgres } from '../../src-relay/db/embedded-postgres.ts';
import { startSandbox, type Sandbox } from '../../src-sandbox/sandbox.ts';
import { must } from '../../src-shared/lib/must.ts';
import { Customer, customerNumber } from './customer.ts';
import { NatsServer } from './nats-server.ts';
import { readySchema, RELAY_COMMAND, relayEnvironment, type RelaySettings } from './relay-process.ts';
import { ServerProcess } from './server-process.ts';
import { TcpBalancer } from './tcp-balancer.ts';
import { TempFolder } from './temp-folder.ts';

const SECRETS = { appSecret: 'app-secret-of-nodes', verifyToken: 'verify-of-nodes', graphToken: 'graph-of-nodes' };
const ACCESS_TOKENS = ['A', 'B', 'C'].map((letter) => letter.repeat(43));
/** Meta's pauses are so much shorter: webhooks that failed come again soon. */
const SPEED = 8;

/** One relay process of several. */
export class RelayNode {
  readonly process: ServerProcess;
  readonly url: string;
  readonly workspace: number;
  /** Access token of the first agent, the same at every node. */
  readonly token: string;

  private constructor(server: ServerProcess) {
    const { url, practice } = readySchema.parse(server.ready);
    this.process = server;
    this.url = url;
    this.workspace = practice.workspace;
    this.token = must(ACCESS_TOKENS[0], 'a token');
  }

  static async start(environment: Readonly<Record<string, string>>): Promise<RelayNode> {
    return new RelayNode(await ServerProcess.start(RELAY_COMMAND, environment));
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  /** The value of a metric, named with its labels as `/metrics` prints them; undefined while it has none. */
  async metric(name: string): Promise<number | undefined> {
    const response = await fetch(`${this.url}/metrics`);
    const line = (await response.text()).split('\n').find((one) => one.startsWith(`${name} `));
    return line === undefined ? undefined : Number(line.slice(name.length));
  }
}

/** Several relays on one PostgreSQL behind a load balancer; where hints are wanted, with NATS between them. */
export class RelayNodes implements AsyncDisposable {
  readonly meta: Sandbox;
  /** Undefined unless hints are wanted. */
  readonly nats: NatsServer | undefined;
  readonly nodes: readonly RelayNode[];
  readonly balancer: TcpBalancer;
  readonly database: Client;
  readonly #owned: AsyncDisposableStack;
  #customers = 0;

  private constructor(parts: Servers & { owned: AsyncDisposableStack }) {
    this.meta = parts.meta;
    this.nats = parts.nats;
    this.nodes = parts.nodes;
    this.balancer = parts.balancer;
    this.database = parts.database;
    this.#owned = parts.owned;
  }

  static async start(options: { readonly count: number; readonly hints: boolean }): Promise<RelayNodes> {
    await using stack = new AsyncDisposableStack();
    const servers = await startServers(options, stack);
    return new RelayNodes({ ...servers, owned: stack.move() });
  }

  get workspace(): number {
    return must(this.nodes[0], 'a node').workspace;
  }

  newCustomer(name: string): Customer {
    this.#customers += 1;
    return new Customer(this.meta.control, name, customerNumber(this.#customers));
  }

  /** The node that works for the workspace of the practice people. */
  async holder(): Promise<RelayNode> {
    return must(await this.findHolder(), 'the node that holds the lane');
  }

  /** The same; undefined while nobody has it. */
  async findHolder(): Promise<RelayNode | undefined> {
    const { rows } = await this.database.query<{ name: string }>(
      'select n.name from workspace as w join node as n on n.id = w.lane_node where w.id = $1',
      [this.workspace],
    );
    const pid = rows[0]?.name.split('/').at(-1);
    return this.nodes.find(({ process }) => String(process.pid) === pid);
  }

  /** Any other node than the one given. */
  otherThan(node: RelayNode): RelayNode {
    return must(
      this.nodes.find((one) => one !== node),
      'another node',
    );
  }

  /** Numbers of the log's events that are missing below its head. */
  async gaps(): Promise<readonly number[]> {
    const { rows } = await this.database.query<{ seq: string }>(
      `select s.seq from workspace as w, generate_series(1, w.head) as s (seq)
       where w.id = $1 and not exists (select from event as e where e.workspace_id = w.id and e.seq = s.seq)`,
      [this.workspace],
    );
    return rows.map(({ seq }) => Number(seq));
  }

  logs(): readonly { readonly part: string; readonly text: string }[] {
    return this.nodes.map(({ url, process }) => ({ part: url, text: process.log }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }
}

type Servers = Pick<RelayNodes, 'meta' | 'nats' | 'nodes' | 'balancer' | 'database'>;

async function startServers(
  { count, hints }: { readonly count: number; readonly hints: boolean },
  stack: AsyncDisposableStack,
): Promise<Servers> {
  const folder = stack.use(await TempFolder.create('nodes'));
  const postgres = stack.use(await startEmbeddedPostgres({ folder: folder.at('postgres'), unsafeFast: true }));
  const { appSecret, verifyToken, graphToken: token } = SECRETS;
  const meta = stack.use(await startSandbox({ appSecret, verifyToken, token, statuses: 'manual', speed: SPEED }));
  const nats = hints ? stack.use(await NatsServer.start()) : undefined;
  const settings = settingsOf(meta, { folder, databaseUrl: postgres.url() });
  const environment = { ...relayEnvironment(settings, '0'), ...(nats === undefined ? {} : { NATS_URL: nats.url }) };
  const nodes: RelayNode[] = [];
  for (let started = 0; started < count; started += 1) {
    const node = await RelayNode.start(environment);
    stack.defer(async () => {
      node.process.thaw();
      await node.process.end('SIGTERM');
    });
    nodes.push(node);
  }
  const balancer = stack.use(await TcpBalancer.start(nodes.map(({ port }) => port)));
  await meta.control.setCallbackUrl(`${balancer.url}/webhooks/meta`);
  const database = stack.adopt(new Client({ connectionString: postgres.url() }), (client) => client.end());
  await database.connect();
  return { meta, nats, nodes, balancer, database };
}

function settingsOf(meta: Sandbox, at: { readonly folder: TempFolder; readonly databaseUrl: string }): RelaySettings {
  return {
    dataFolder: at.folder.at('unused'),
    databaseUrl: at.databaseUrl,
    allowsUnsafeDatabase: true,
    graphUrl: meta.url,
    phoneNumberId: meta.account.phoneNumberId,
    displayPhoneNumber: meta.account.displayPhoneNumber,
    tokens: ACCESS_TOKENS,
    ...SECRETS,
  };
}
