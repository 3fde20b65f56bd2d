import { writeFile } from 'node:fs/promises';
import { seededRandom } from '../../src-sandbox/random.ts';
import { startSandbox, type Sandbox } from '../../src-sandbox/sandbox.ts';
import { must } from '../../src-shared/lib/must.ts';
import { AgentConsole } from '../support/agent-console.ts';
import { NatsServer } from '../support/nats-server.ts';
import { PostgresServer } from '../support/postgres-server.ts';
import { relayEnvironment } from '../support/relay-process.ts';
import { stablePort } from '../support/stable-port.ts';
import { TcpBalancer } from '../support/tcp-balancer.ts';
import type { TempFolder } from '../support/temp-folder.ts';
import { Desk } from './desk.ts';
import { ProtocolConsole } from './protocol-console.ts';
import { RelayNode } from './relay-node.ts';
import type { Timeline } from './timeline.ts';
import { until } from './until.ts';

const SECRETS = { appSecret: 'app-secret-of-faults', verifyToken: 'verify-of-faults', graphToken: 'graph-of-faults' };
/** Two agents and a bot: 32 bytes base64url each, as the relay makes them. */
const [DESK_TOKEN, COLLEAGUE_TOKEN, BOT_TOKEN] = ['A', 'B', 'C'].map((letter) => letter.repeat(43));
/** Meta's pauses are so much shorter: webhooks that failed come again soon. */
const SPEED = 8;
const START_WITHIN_MS = 60_000;

export type WorldOptions = {
  readonly seed: string;
  readonly nodes: number;
  readonly folder: TempFolder;
  readonly timeline: Timeline;
};

/**
 * Several relays on one PostgreSQL with its default durability, hints between them by NATS, a load balancer in front,
 * Meta, one real console and two without a window. Everything but Meta and the balancer can be killed.
 */
export class FaultWorld implements AsyncDisposable {
  readonly meta: Sandbox;
  readonly postgres: PostgresServer;
  readonly nats: NatsServer;
  readonly nodes: readonly RelayNode[];
  readonly desk: Desk;
  readonly colleagues: readonly ProtocolConsole[];
  readonly workspace: number;
  readonly #folder: TempFolder;
  readonly #owned: AsyncDisposableStack;

  private constructor(
    parts: Servers & Consoles & { folder: TempFolder; owned: AsyncDisposableStack; workspace: number },
  ) {
    this.meta = parts.meta;
    this.postgres = parts.postgres;
    this.nats = parts.nats;
    this.nodes = parts.nodes;
    this.desk = parts.desk;
    this.colleagues = parts.colleagues;
    this.workspace = parts.workspace;
    this.#folder = parts.folder;
    this.#owned = parts.owned;
  }

  static async start(options: WorldOptions): Promise<FaultWorld> {
    await using stack = new AsyncDisposableStack();
    const { balancer, ...servers } = await startServers(options, stack);
    await servers.meta.control.setCallbackUrl(`${balancer.url}/webhooks/meta`);
    const workspace = must(servers.nodes[0]?.workspace, 'the workspace that a node tells of');
    const consoles = await openConsoles(options, balancer.url, stack);
    return new FaultWorld({ ...servers, ...consoles, workspace, folder: options.folder, owned: stack.move() });
  }

  /** Lets the folder stay when the world has gone, with what all have logged beside their data; answers which it is. */
  async keepEvidence(): Promise<string> {
    const logs = [
      ...this.nodes.map(({ name, log }) => [name, log] as const),
      ['postgres', this.postgres.log] as const,
      ['desk', this.desk.console.log] as const,
    ];
    for (const [part, text] of logs) await writeFile(this.#folder.at(`${part}.log`), text);
    return this.#folder.keep();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#owned.disposeAsync();
  }
}

type Servers = {
  readonly meta: Sandbox;
  readonly postgres: PostgresServer;
  readonly nats: NatsServer;
  readonly nodes: readonly RelayNode[];
};

async function startServers(
  options: WorldOptions,
  stack: AsyncDisposableStack,
): Promise<Servers & { readonly balancer: TcpBalancer }> {
  const { seed, folder } = options;
  const { appSecret, verifyToken, graphToken: token } = SECRETS;
  const meta = stack.use(
    await startSandbox({ appSecret, verifyToken, token, seed, speed: SPEED, deliveries: 'realistic' }),
  );
  const postgres = stack.use(await PostgresServer.start(folder.at('postgres')));
  const nats = stack.use(await NatsServer.start());
  const ports = await Promise.all(Array.from({ length: options.nodes }, stablePort));
  const nodes = ports.map((port, index) => stack.use(makeNode({ ...options, meta, postgres, nats }, port, index + 1)));
  // The first makes the tables.
  await nodes[0]?.bringBack();
  await Promise.all(nodes.slice(1).map((node) => node.bringBack()));
  const balancer = stack.use(await TcpBalancer.start(ports));
  return { meta, postgres, nats, nodes, balancer };
}

type NodeParts = Omit<Servers, 'nodes'> & Omit<WorldOptions, 'nodes'>;

function makeNode(
  { meta, postgres, nats, folder, timeline, seed }: NodeParts,
  port: number,
  number: number,
): RelayNode {
  const settings = {
    dataFolder: folder.at('unused'),
    databaseUrl: postgres.url,
    graphUrl: meta.url,
    phoneNumberId: meta.account.phoneNumberId,
    displayPhoneNumber: meta.account.displayPhoneNumber,
    tokens: [DESK_TOKEN, COLLEAGUE_TOKEN, BOT_TOKEN].map((token) => must(token, 'a token')),
    ...SECRETS,
  };
  return new RelayNode({
    name: `node ${number}`,
    environment: {
      ...relayEnvironment(settings, String(port)),
      NATS_URL: nats.url,
      NODE_COMPILE_CACHE: folder.at('compiled'),
    },
    random: seededRandom(`${seed}/node ${number}`),
    database: () => until('PostgreSQL runs', START_WITHIN_MS, () => postgres.isRunning),
    timeline,
  });
}

type Consoles = { readonly desk: Desk; readonly colleagues: readonly ProtocolConsole[] };

async function openConsoles(
  { folder, timeline }: WorldOptions,
  relayUrl: string,
  stack: AsyncDisposableStack,
): Promise<Consoles> {
  const environment = { ECHODESK_RELAY_URL: relayUrl, ECHODESK_TOKEN: must(DESK_TOKEN, 'a token') };
  const real = new AgentConsole({ name: 'desk', folder: folder.at('desk'), environment });
  const desk = stack.use(new Desk(real, timeline));
  await desk.bringBack();
  const colleagues = [
    stack.use(new ProtocolConsole('colleague', relayUrl, must(COLLEAGUE_TOKEN, 'a token'))),
    stack.use(new ProtocolConsole('bot', relayUrl, must(BOT_TOKEN, 'a token'))),
  ];
  await until('every console is there', START_WITHIN_MS, () => colleagues.every(({ cursor }) => cursor !== null));
  return { desk, colleagues };
}
