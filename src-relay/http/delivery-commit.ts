import type { Clock } from '../../src-shared/lib/clock.ts';
import type { Database } from '../db/database.ts';
import { storeDeliveries, type Delivery, type ReceivedBody } from '../ingest/deliveries.ts';
import type { Lanes } from '../nodes/lanes.ts';
import type { Metrics } from '../observability/metrics.ts';
import { GroupCommit } from './group-commit.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** The protocol takes a gigabyte for one value; a commit of a few megabytes costs the next one little time. */
const LIMITS = {
  most: 500,
  inFlight: 2,
  weight: ({ body }: ReceivedBody) => body.length,
  mostWeight: 8 * 1024 * 1024,
};

type Needs = {
  readonly database: Pick<Database, 'door'>;
  /** For the name under which this node keeps what it stores. */
  readonly lanes: Pick<Lanes, 'node'>;
  /** How long bodies are kept, once they are split. */
  readonly rawRetentionDays: number;
  readonly clock: Clock;
  readonly metrics: Pick<Metrics, 'doorCommitted' | 'watchQueue'>;
  /** Hears of deliveries right after their commit. Must not throw. */
  readonly onStored: (deliveries: readonly Delivery[]) => void;
};

/** The door's way to the disk: resolves once the body is durable, in one commit with others that came meanwhile. */
export function createDeliveryCommit({
  database,
  lanes,
  rawRetentionDays,
  clock,
  metrics,
  onStored,
}: Needs): (body: Buffer) => Promise<void> {
  const retentionMs = rawRetentionDays * DAY_MS;
  const group = new GroupCommit<ReceivedBody>(async (bodies) => {
    const began = clock.now();
    const stored = await storeDeliveries(database.door, bodies, { node: lanes.node, retentionMs });
    metrics.doorCommitted(stored.length, clock.now() - began);
    // The provider is answered first: taking a body apart can take longer than storing it.
    setImmediate(onStored, stored);
  }, LIMITS);
  metrics.watchQueue('webhook_commit', () => group.figures);
  return (body) => group.add({ body, receivedAt: clock.now() });
}
