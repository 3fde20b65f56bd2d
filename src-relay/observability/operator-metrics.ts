import type { Registry } from 'prom-client';

import type { Clock } from '../../src-shared/lib/clock.ts';
import { DATABASE_CONNECTIONS, type Database } from '../db/database.ts';
import { FANOUT_LIMITS } from '../fanout/fanout-limits.ts';
import { DOOR_LIMITS } from '../http/door-limits.ts';
import { LOWEST_TIER } from '../outbound/messaging-limit.ts';
import { COEXISTENCE_MESSAGES_PER_SECOND } from '../outbound/throughput.ts';
import { createJobMetrics } from './job-metrics.ts';
import type { Logger } from './logger.ts';
import { createProcessMetrics, type Limit } from './process-metrics.ts';

/** The bounds of this version; for numbers, those of a number that is not told otherwise. */
const LIMITS: readonly Limit[] = [
  { name: 'database_connections', value: DATABASE_CONNECTIONS },
  { name: 'webhook_bytes_in_hand', value: DOOR_LIMITS.bodiesBytes },
  { name: 'connections_unproven', value: DOOR_LIMITS.newcomers },
  { name: 'console_unacked_bytes', value: FANOUT_LIMITS.unackedBytes },
  { name: 'consoles_per_person', value: FANOUT_LIMITS.consolesPerPerson },
  { name: 'snapshots_running', value: FANOUT_LIMITS.snapshotsAtOnce },
  { name: 'snapshot_bytes_per_second', value: FANOUT_LIMITS.snapshotBytesPerSecond },
  { name: 'greetings_per_turn', value: FANOUT_LIMITS.greetingsPerTurn },
  { name: 'number_messages_per_second', value: COEXISTENCE_MESSAGES_PER_SECOND },
  { name: 'number_first_contacts_per_day', value: LOWEST_TIER },
];

export type OperatorMetricsDeps = {
  readonly registry: Registry;
  readonly database: Database;
  readonly clock: Clock;
  readonly logger: Logger;
};

/** Figures that no part of the relay counts itself: of the process, its connections, its limits and the job library. */
export function createOperatorMetrics({ registry, database, clock, logger }: OperatorMetricsDeps): void {
  createProcessMetrics(registry, { database, limits: LIMITS });
  createJobMetrics(registry, { door: database.door, clock, logger });
}
