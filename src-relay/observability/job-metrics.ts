import { sql, type Kysely } from 'kysely';
import { Gauge, type Registry } from 'prom-client';

import type { Clock } from '../../src-shared/lib/clock.ts';
import type { DoorTables } from '../db/tables.ts';
import type { Logger } from './logger.ts';

export type JobMetricsDeps = { readonly door: Kysely<DoorTables>; readonly clock: Clock; readonly logger: Logger };

/** Figures older than that are read again when somebody asks. */
const FRESH_MS = 5000;
/** A queue longer than that is shown as that long, so that looking at it never costs more. */
const MOST_COUNTED = 100_000;

type JobFigures = { readonly due: number; readonly later: number; readonly running: number; readonly given_up: number };

/** Wake-ups of the sender, of all nodes together, read from the database when the metrics are. */
export function createJobMetrics(registry: Registry, { door, clock, logger }: JobMetricsDeps): void {
  let readAt = Number.NEGATIVE_INFINITY;
  void new Gauge({
    name: 'send_jobs',
    help: 'Wake-ups of the sender by state, of all nodes together',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      const now = clock.now();
      if (now - readAt < FRESH_MS) return;
      readAt = now;
      try {
        const figures = await readJobs(door);
        for (const [state, count] of Object.entries(figures)) this.set({ state }, count);
      } catch (err) {
        logger.warn({ event: 'metrics.jobs_unread', err });
      }
    },
  });
}

async function readJobs(door: Kysely<DoorTables>): Promise<JobFigures> {
  const { rows } = await sql<JobFigures>`
    select
      count(*) filter (where locked_at is null and attempts < max_attempts and run_at <= now()) as due,
      count(*) filter (where locked_at is null and attempts < max_attempts and run_at > now()) as later,
      count(*) filter (where locked_at is not null) as running,
      count(*) filter (where locked_at is null and attempts >= max_attempts) as given_up
    from (select locked_at, attempts, max_attempts, run_at from echodesk_jobs.jobs limit ${MOST_COUNTED}) as job
  `.execute(door);
  return rows[0] ?? { due: 0, later: 0, running: 0, given_up: 0 };
}
