import type { Registry } from 'prom-client';

import { openCloudApi } from '../cloud-api/cloud-api.ts';
import type { RelayConfig } from '../config/relay-config.ts';
import type { Database } from '../db/database.ts';
import type { PostgresLog } from '../log/lane.ts';
import type { Lanes } from '../nodes/lanes.ts';
import type { Logger } from '../observability/logger.ts';
import type { Surroundings } from '../surroundings.ts';
import { lookAtStoppedNumbers } from './number-stops.ts';
import { NumberQueues } from './number-queues.ts';
import { createOutboundEvents } from './outbound-events.ts';
import { observeQueue } from './queue-gauges.ts';
import { SendJobs } from './send-jobs.ts';
import { Sender } from './sender.ts';
import type { ApplyParkedStatuses } from './settle-send.ts';
import { throughputFrom } from './throughput.ts';

export type OutboundOptions = {
  readonly graph: RelayConfig['graph'];
  readonly numbers: RelayConfig['numbers'];
  /** Of the relay's software. */
  readonly softwareVersion: string;
  readonly database: Database;
  readonly databaseUrl: string;
  readonly log: PostgresLog;
  readonly lanes: Lanes;
  readonly logger: Logger;
  readonly registry: Registry;
  readonly surroundings: Surroundings;
  readonly applyParkedStatuses: ApplyParkedStatuses;
};

const CALL_TIMEOUT_MS = 15_000;
/** How long calls under way may take when the relay stops; after that their outcome is unknown. */
const STOP_GRACE_MS = 5000;

/** Starts sending what is accepted. Disposing begins no further call and waits for those under way. */
export async function openOutbound(options: OutboundOptions): Promise<AsyncDisposable> {
  const { numbers, logger, registry, surroundings, database } = options;
  const { startTimer, clock } = surroundings;
  const stopping = new AbortController();
  const events = createOutboundEvents(registry, logger);
  const cloudApi = openCloudApi({
    ...options,
    clock,
    timeoutMs: CALL_TIMEOUT_MS,
    stopping: stopping.signal,
    onCircuit: events.circuitChanged,
  });
  const { pauseMs, appPauseMs } = cloudApi;
  const rules = { throughputOf: throughputFrom(numbers), pauseMs, appPauseMs };
  const sender = new Sender({
    ...options,
    ...surroundings,
    cloudApi,
    rules,
    events,
    queued: (number, at) => queues.lookAt(number, at),
  });
  const queues = new NumberQueues({
    ...options,
    ...surroundings,
    rules,
    events,
    send: (target) => sender.send(target).catch(() => undefined),
  });
  const jobs = new SendJobs({
    ...options,
    ...surroundings,
    send: (target) => sender.send(target),
    lookAtNumber: (number) => queues.look(number),
  });
  observeQueue({ database, registry, clock });
  await lookAtStoppedNumbers(database, clock.now());
  await jobs.start();
  return {
    [Symbol.asyncDispose]: async () => {
      sender.stop();
      const cancel = startTimer(() => stopping.abort(), STOP_GRACE_MS);
      await Promise.all([queues[Symbol.asyncDispose](), jobs[Symbol.asyncDispose]()]);
      cancel();
    },
  };
}
