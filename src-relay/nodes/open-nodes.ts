import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

import { workspaceIdSchema } from '../../src-shared/domain/ids.ts';
import type { Database } from '../db/database.ts';
import type { Logger } from '../observability/logger.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Surroundings } from '../surroundings.ts';
import { noHints, type Hints } from './hints.ts';
import { must } from '../../src-shared/lib/must.ts';
import { LaneLeases } from './lane-leases.ts';
import type { Lanes } from './lanes.ts';
import { NatsHints } from './nats-hints.ts';
import { createNodeEvents, type NodeEvents } from './node-events.ts';
import { NODE_TIMES } from './node-times.ts';

const SYSTEM = workspaceIdSchema.parse(0);

export type NodesOptions = {
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'registry'>;
  readonly surroundings: Surroundings;
  /** Null: hints stay in this process. */
  readonly natsUrl: string | null;
  /** Of the relay's software. */
  readonly version: string;
};

/** This process among the nodes of its relay. Disposing it lets the others take over at once. */
export type Nodes = AsyncDisposable & {
  readonly lanes: Lanes;
  readonly hints: Hints;
  /** See {@link LaneLeases.release}. */
  readonly release: () => Promise<void>;
};

/** Becomes a node of the relay; throws what the database throws. */
export async function openNodes(options: NodesOptions): Promise<Nodes> {
  const { database, logger, metrics, surroundings, version } = options;
  const { clock, startTimer, monotonic } = surroundings;
  await using stack = new AsyncDisposableStack();
  const events = createNodeEvents(metrics.registry, logger);
  const hints = stack.use(await openHints(options, events));
  const lanes = stack.use(
    new LaneLeases({
      tables: database.leases,
      directory: database.directory,
      times: NODE_TIMES,
      startTimer,
      monotonic,
      makeNode: () => ({ id: randomUUID(), startedAt: clock.now() }),
      name: `${hostname()}/${process.pid}`,
      version,
      events,
    }),
  );
  await lanes.start();
  const owned = stack.move();
  return { lanes, hints, release: () => lanes.release(), [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

async function openHints({ database, natsUrl, surroundings }: NodesOptions, events: NodeEvents): Promise<Hints> {
  if (natsUrl === null) return noHints();
  const deployment = await deploymentOf(database);
  const hints = new NatsHints({ natsUrl, deployment, startTimer: surroundings.startTimer, events });
  hints.start();
  return hints;
}

/** The epoch of the system's workspace: made with the database, and known to all of its nodes. */
async function deploymentOf(database: Database): Promise<string> {
  const system = await database.directory
    .selectFrom('workspace')
    .select('epoch')
    .where('id', '=', SYSTEM)
    .executeTakeFirst();
  return must(system, 'workspace of the system').epoch;
}
