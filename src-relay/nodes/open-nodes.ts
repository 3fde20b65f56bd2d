import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

import type { Database } from '../db/database.ts';
import type { Logger } from '../observability/logger.ts';
import type { Metrics } from '../observability/metrics.ts';
import type { Surroundings } from '../surroundings.ts';
import { noHints, type Hints } from './hints.ts';
import { LaneLeases } from './lane-leases.ts';
import type { Lanes } from './lanes.ts';
import { createNodeEvents } from './node-events.ts';
import { NODE_TIMES } from './node-times.ts';

export type NodesOptions = {
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: Pick<Metrics, 'registry'>;
  readonly surroundings: Surroundings;
  /** Of the relay's software. */
  readonly version: string;
};

/** This process among the nodes of its relay. Disposing it lets the others take over at once. */
export type Nodes = AsyncDisposable & { readonly lanes: Lanes; readonly hints: Hints };

/** Becomes a node of the relay; throws what the database throws. */
export async function openNodes({ database, logger, metrics, surroundings, version }: NodesOptions): Promise<Nodes> {
  const { clock, startTimer, monotonic } = surroundings;
  await using stack = new AsyncDisposableStack();
  const events = createNodeEvents(metrics.registry, logger);
  const hints = stack.use(noHints());
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
  return { lanes, hints, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
