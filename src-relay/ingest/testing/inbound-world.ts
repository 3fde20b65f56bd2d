import { createHmac } from 'node:crypto';

import { sql } from 'kysely';

import { seqSchema, type WorkspaceId } from '../../../src-shared/domain/ids.ts';
import type { SeenEvent } from '../../../src-shared/domain/event.ts';
import type { StartTimer } from '../../../src-shared/lib/timers.ts';
import { openDatabase, type Database } from '../../db/database.ts';
import { seedWorkspace } from '../../db/testing/seed.ts';
import { createDeliveryCommit } from '../../http/delivery-commit.ts';
import { watchNewcomers } from '../../http/newcomers.ts';
import { healthDoor, metricsDoor } from '../../http/operator-doors.ts';
import { createServer } from '../../http/server.ts';
import { webhookDoor } from '../../http/webhook-door.ts';
import type { PostgresLog } from '../../log/lane.ts';
import { createPostgresLog } from '../../log/postgres-log.ts';
import type { Lanes } from '../../nodes/lanes.ts';
import { openNodes } from '../../nodes/open-nodes.ts';
import { createLogger } from '../../observability/logger.ts';
import { createMetrics } from '../../observability/metrics.ts';
import { createLearning } from '../../outbound/learn-from-items.ts';
import { throughputFrom } from '../../outbound/throughput.ts';
import { systemSurroundings } from '../../surroundings.ts';
import { Ingest } from '../ingest.ts';
import { NUMBER_ID } from './payloads.ts';

const APP_SECRET = 'app secret';
export const VERIFY_TOKEN = 'verify token';

export type WorldOptions = {
  /** The workspace is there already, of another world on this database. */
  readonly isSeeded?: boolean;
  /** Of ingest; its node's lease goes by the machine's own. */
  readonly startTimer?: StartTimer;
};

/** The inbound half of one node, on real PostgreSQL and real HTTP, with workspace 1 and its inbox. */
export class InboundWorld implements AsyncDisposable {
  readonly database: Database;
  readonly log: PostgresLog;
  readonly lanes: Lanes;
  readonly ingest: Ingest;
  readonly workspace: WorkspaceId;
  /** Everything that was logged. */
  readonly logged: string[];
  readonly #stack: AsyncDisposableStack;
  readonly #address: string;

  private constructor(
    parts: Pick<InboundWorld, 'database' | 'log' | 'lanes' | 'ingest' | 'workspace' | 'logged'>,
    address: string,
    stack: AsyncDisposableStack,
  ) {
    this.database = parts.database;
    this.log = parts.log;
    this.lanes = parts.lanes;
    this.ingest = parts.ingest;
    this.workspace = parts.workspace;
    this.logged = parts.logged;
    this.#address = address;
    this.#stack = stack;
  }

  static async start(
    url: string,
    { isSeeded = false, startTimer = systemSurroundings.startTimer }: WorldOptions = {},
  ): Promise<InboundWorld> {
    const stack = new AsyncDisposableStack();
    const database = stack.use(await openDatabase(url));
    const workspace = isSeeded
      ? (await database.directory.selectFrom('inbox').select('workspace_id').executeTakeFirstOrThrow()).workspace_id
      : await seedWorkspace(database, { id: 1, providerNumberId: NUMBER_ID });
    const metrics = createMetrics();
    const logged: string[] = [];
    const logger = createLogger('trace', { write: (line) => logged.push(line) });
    const surroundings = systemSurroundings;
    const log = createPostgresLog({ database, ...surroundings, metrics, logger });
    const { lanes, hints } = stack.use(
      await openNodes({ database, logger, metrics, surroundings, natsUrl: null, version: '0.0.0' }),
    );
    const core = { database, log, lanes, hints, logger, metrics, ...surroundings };
    const learn = createLearning(throughputFrom({}));
    const ingest = stack.use(new Ingest({ ...core, startTimer, learn }));
    const store = createDeliveryCommit({
      ...core,
      rawRetentionDays: 30,
      onStored: (stored) => ingest.take(stored),
    });
    const newcomers = watchNewcomers(metrics);
    const secrets = { verifyToken: VERIFY_TOKEN, appSecrets: [APP_SECRET] };
    const doors = [
      webhookDoor({ ...core, ...secrets, store, newcomers }),
      healthDoor({ isReady: () => database.isReady(), startTimer }),
      metricsDoor({ ...metrics, token: null }),
    ];
    const server = createServer(doors, { newcomers, metrics, logger });
    const address = await server.listen({ host: '127.0.0.1', port: 0 });
    stack.defer(() => server.close());
    ingest.start();
    await ingest.settle();
    return new InboundWorld({ database, log, lanes, ingest, workspace, logged }, address, stack);
  }

  get(path: string): Promise<Response> {
    return fetch(`${this.#address}${path}`);
  }

  /** Posts a signed body: text as it is, anything else as JSON. Resolves with the status. */
  async post(payload: unknown, headers: Record<string, string> = {}): Promise<number> {
    const body = typeof payload === 'string' ? payload : JSON.stringify(payload);
    const signature = createHmac('sha256', APP_SECRET).update(body).digest('hex');
    const response = await fetch(`${this.#address}/webhooks/meta`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}`, ...headers },
      body,
    });
    await response.arrayBuffer();
    return response.status;
  }

  /** Posts one after the other and waits until all is applied. */
  async deliver(...payloads: readonly unknown[]): Promise<void> {
    for (const payload of payloads) await this.post(payload);
    await this.ingest.settle();
  }

  events(): Promise<readonly SeenEvent[]> {
    return this.log.read(this.workspace, seqSchema.parse(0), 10_000);
  }

  /** Each event as its type and what it says. */
  async story(): Promise<readonly string[]> {
    const events = await this.events();
    return events.map(({ event, content }) => [event.type, content?.text ?? content?.name].filter(Boolean).join(': '));
  }

  /** What became of each part in a workspace, as `state reason`, in the order received. */
  fates(workspace: WorkspaceId = this.workspace): Promise<readonly string[]> {
    return this.database.forWorkspace(workspace).reading(async (tables) => {
      const rows = await tables
        .selectFrom('raw_item')
        .select(['state', 'reason'])
        .where('workspace_id', '=', workspace)
        .orderBy('delivery_id')
        .orderBy('part')
        .execute();
      return rows.map(({ state, reason }) => (reason === null ? state : `${state} ${reason}`));
    });
  }

  /** Deliveries on disk, and those of them that are not applied. */
  async deliveries(): Promise<{ stored: number; waiting: number }> {
    const rows = await this.database.door.selectFrom('raw_delivery').select('split_at').execute();
    return { stored: rows.length, waiting: rows.filter((row) => row.split_at === null).length };
  }

  /** From now on no delivery can be stored. */
  async breakDoor(): Promise<void> {
    await sql`alter table raw_delivery rename to raw_delivery_away`.execute(this.database.door);
  }

  async metric(name: string): Promise<readonly string[]> {
    const text = await (await this.get('/metrics')).text();
    return text.split('\n').filter((line) => line.startsWith(name));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#stack.disposeAsync();
  }
}
