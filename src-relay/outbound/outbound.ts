import type { Registry } from 'prom-client';

import { openCloudApi } from '../cloud-api/cloud-api.ts';
import type { RelayConfig } from '../config/relay-config.ts';
import type { Database } from '../db/database.ts';
import type { PostgresLog } from '../log/lane.ts';
import type { Logger } from '../observability/logger.ts';
import type { Surroundings } from '../surroundings.ts';
import { createOutboundEvents } from './outbound-events.ts';
import { SendJobs } from './send-jobs.ts';
import { Sender } from './sender.ts';
import type { ApplyParkedStatuses } from './settle-send.ts';

export type OutboundOptions = {
  readonly graph: RelayConfig['graph'];
  readonly database: Database;
  readonly databaseUrl: string;
  readonly log: PostgresLog;
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
  const { graph, log, logger, registry, surroundings, applyParkedStatuses } = options;
  const { startTimer } = surroundings;
  const stopping = new AbortController();
  const cloudApi = openCloudApi({ ...graph, timeoutMs: CALL_TIMEOUT_MS, stopping: stopping.signal });
  const events = createOutboundEvents(registry, logger);
  const sender = new Sender({ ...surroundings, log, cloudApi, applyParkedStatuses, events });
  const jobs = new SendJobs({ ...options, startTimer, send: (target) => sender.send(target) });
  await jobs.start();
  return {
    [Symbol.asyncDispose]: async () => {
      sender.stop();
      const cancel = startTimer(() => stopping.abort(), STOP_GRACE_MS);
      await jobs[Symbol.asyncDispose]();
      cancel();
    },
  };
}
