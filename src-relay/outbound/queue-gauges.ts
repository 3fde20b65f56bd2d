import { sql } from 'kysely';
import { Gauge, type Registry } from 'prom-client';

import type { Clock } from '../../src-shared/lib/clock.ts';
import type { Database } from '../db/database.ts';
import type { SendAttemptState } from '../db/tables.ts';

type QueueSource = { readonly database: Database; readonly registry: Registry; readonly clock: Clock };

type QueueRow = { readonly state: SendAttemptState; readonly count: number; readonly oldest: number };

const STATES: readonly SendAttemptState[] = ['waiting', 'calling', 'unknown'];
const MS_PER_SECOND = 1000;
/** A longer queue is told to be so long. */
const MOST_COUNTED = 100_000;

/** Figures of what is to be sent, over all workspaces, as of the moment when they are asked for. */
export function observeQueue({ database, registry, clock }: QueueSource): void {
  const age = new Gauge({
    name: 'send_queue_oldest_seconds',
    help: 'How long the oldest attempt to send has been due, by state',
    labelNames: ['state'],
    registers: [registry],
  });
  const attempts = new Gauge({
    name: 'send_queue_attempts',
    help: 'Attempts to send that are not settled, by state',
    labelNames: ['state'],
    registers: [],
    async collect() {
      const rows = await readQueue(database);
      for (const state of STATES) {
        const row = rows.find((one) => one.state === state);
        this.set({ state }, row?.count ?? 0);
        age.set({ state }, row === undefined ? 0 : Math.max(0, clock.now() - row.oldest) / MS_PER_SECOND);
      }
    },
  });
  const repliesOnly = new Gauge({
    name: 'send_numbers_replies_only',
    help: 'Business numbers whose quality the provider doubts: no bulk leaves from them, and nothing that is written first',
    registers: [registry],
  });
  const stopped = new Gauge({
    name: 'send_numbers_stopped',
    help: 'Business numbers from which nothing leaves until their owner has acted',
    registers: [],
    async collect() {
      const row = await countStopped(database);
      this.set(row.stopped);
      repliesOnly.set(row.outreach);
    },
  });
  registry.registerMetric(attempts);
  registry.registerMetric(stopped);
}

async function readQueue({ door }: Database): Promise<readonly QueueRow[]> {
  const { rows } = await sql<QueueRow>`
    select state, count(*) as count, min(due_at) as oldest from (
      select state, due_at from send_attempt where state in ('waiting', 'calling', 'unknown') limit ${MOST_COUNTED}
    ) as open group by state
  `.execute(door);
  return rows;
}

type StoppedRow = { readonly stopped: number; readonly outreach: number };

async function countStopped({ door }: Database): Promise<StoppedRow> {
  const { rows } = await sql<StoppedRow>`
    select count(stopped_code) as stopped, count(outreach_stopped_at) as outreach from inbox_sending
    where stopped_code is not null or outreach_stopped_at is not null
  `.execute(door);
  return rows[0] ?? { stopped: 0, outreach: 0 };
}
