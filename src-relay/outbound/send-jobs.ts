import { EventEmitter } from 'node:events';

import { Logger as JobLogger, makeWorkerUtils, run, type Runner, type RunnerOptions } from 'graphile-worker';
import { sql } from 'kysely';

import type { Clock } from '../../src-shared/lib/clock.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import type { Database } from '../db/database.ts';
import type { Lanes } from '../nodes/lanes.ts';
import type { Logger } from '../observability/logger.ts';
import { JOB_CONNECTIONS, openJobPool, type JobPool } from './job-pool.ts';
import { closeLongUnknown, wakeAll, wakeLost } from './lost-wakes.ts';
import {
  JOB_SCHEMA,
  NUMBER_TASK,
  numberTargetSchema,
  SEND_TASK,
  sendTargetSchema,
  type NumberTarget,
  type SendTarget,
} from './send-wakes.ts';

export type SendJobsDeps = {
  readonly databaseUrl: string;
  readonly database: Database;
  readonly logger: Logger;
  readonly startTimer: StartTimer;
  readonly clock: Clock;
  readonly lanes: Pick<Lanes, 'node' | 'onNodeLost' | 'onStartedOver'>;
  readonly send: (target: SendTarget) => Promise<void>;
  readonly lookAtNumber: (target: NumberTarget) => Promise<void>;
};

const CONCURRENCY = 32;
const POLL_EVERY_MS = 1000;
const RESTART_AFTER_MS = 1000;
/** News of a dead node may be lost with the node that hears of it, and a wake-up with the node that sends. */
const LOOK_AFTER_LOST_EVERY_MS = 5000;
/**
 * Told in batches (of what there is now), because only then graphile-worker tries it again while the database is away. A
 * job told by itself leaves a rejection that nobody handles, which ends the process.
 */
const TELL_IN_BATCHES = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };

/** Prepares the job tables. Needs no node. */
export async function prepareSendJobs({
  databaseUrl,
  logger,
}: Pick<SendJobsDeps, 'databaseUrl' | 'logger'>): Promise<void> {
  await using jobPool = openJobPool(databaseUrl, 1);
  const utils = await makeWorkerUtils({ pgPool: jobPool.pool, schema: JOB_SCHEMA, logger: jobLogger(logger) });
  try {
    await utils.migrate();
  } finally {
    await utils.release();
  }
}

/**
 * Lets go what is locked by nodes that do not live, so that it is run by those who do. A job that is let go too early
 * runs twice, which does no harm.
 */
async function unlockJobsOfTheDead({ door }: Pick<Database, 'door'>): Promise<void> {
  await sql`
    select ${sql.id(JOB_SCHEMA, 'force_unlock_workers')}(array(
      select distinct locked_by from ${sql.id(JOB_SCHEMA, 'jobs')} as job
      where locked_by is not null and not exists (
        select from node where node.job_pool = job.locked_by and node.expires_at > clock_timestamp()
      )
    ))
  `.execute(door);
}

/** Runs wake-ups from {@link start} until disposed; a runner that breaks is started again. */
export class SendJobs implements AsyncDisposable {
  readonly #deps: SendJobsDeps;
  readonly #jobPool: JobPool;
  readonly #ended: (() => void)[];
  #runner: Runner | undefined;
  #workerPool: string | undefined;
  #cancelRestart: (() => void) | undefined;
  #cancelLook: (() => void) | undefined;
  #looking: Promise<void> = Promise.resolve();
  #isStopping = false;

  constructor(deps: SendJobsDeps) {
    this.#deps = deps;
    this.#jobPool = openJobPool(deps.databaseUrl, JOB_CONNECTIONS);
    const { lanes } = deps;
    this.#ended = [
      lanes.onNodeLost(() => this.#lookAfterLost()),
      lanes.onStartedOver(() => void this.#nameWorkerPool().catch((error: unknown) => this.#complain(error))),
    ];
  }

  /** Needs {@link prepareSendJobs} before. */
  async start(): Promise<void> {
    await unlockJobsOfTheDead(this.#deps.database);
    await wakeAll(this.#deps.database);
    const events: WorkerEvents = new EventEmitter();
    events.once('pool:create', ({ workerPool }) => {
      this.#workerPool = workerPool.id;
    });
    const runner = await startRunner(this.#deps, this.#jobPool, events);
    this.#runner = runner;
    runner.promise.catch((error: unknown) => this.#restartLater(error));
    await this.#nameWorkerPool();
    this.#lookLater();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopping = true;
    for (const end of this.#ended) end();
    this.#cancelRestart?.();
    this.#cancelLook?.();
    await this.#looking;
    await this.#runner?.stop().catch(() => undefined);
    await this.#jobPool[Symbol.asyncDispose]();
  }

  /** The library has names of its own for who locks a job: others find by it what this node has in hand. */
  async #nameWorkerPool(): Promise<void> {
    const { database, lanes } = this.#deps;
    await database.door
      .updateTable('node')
      .set({ job_pool: this.#workerPool ?? null })
      .where('id', '=', lanes.node)
      .execute();
  }

  #lookLater(): void {
    this.#cancelLook?.();
    if (this.#isStopping) return;
    this.#cancelLook = this.#deps.startTimer(() => this.#lookAfterLost(), LOOK_AFTER_LOST_EVERY_MS);
  }

  /** One look at a time: one that is asked for meanwhile comes after it. */
  #lookAfterLost(): void {
    if (this.#isStopping) return;
    this.#cancelLook?.();
    this.#looking = this.#looking
      .then(() => (this.#isStopping ? undefined : this.#wakeLost()))
      .catch((error: unknown) => this.#complain(error))
      .finally(() => this.#lookLater());
  }

  async #wakeLost(): Promise<void> {
    const { database, clock } = this.#deps;
    await unlockJobsOfTheDead(database);
    await wakeLost(database, clock.now());
    await closeLongUnknown(database, clock.now());
  }

  #complain(err: unknown): void {
    this.#deps.logger.error({ event: 'jobs.not_looked_after', err });
  }

  #restartLater(err: unknown): void {
    if (this.#isStopping) return;
    this.#deps.logger.error({ event: 'jobs.broken', err });
    this.#runner = undefined;
    this.#cancelRestart = this.#deps.startTimer(() => void this.#restart(), RESTART_AFTER_MS);
  }

  async #restart(): Promise<void> {
    try {
      await prepareSendJobs(this.#deps);
      await this.start();
    } catch (error) {
      this.#restartLater(error);
    }
  }
}

type WorkerEvents = NonNullable<RunnerOptions['events']>;

function startRunner(deps: SendJobsDeps, { pool }: JobPool, events: WorkerEvents): Promise<Runner> {
  const { logger, send, lookAtNumber } = deps;
  return run({
    pgPool: pool,
    schema: JOB_SCHEMA,
    concurrency: CONCURRENCY,
    pollInterval: POLL_EVERY_MS,
    noHandleSignals: true,
    logger: jobLogger(logger),
    events,
    preset: TELL_IN_BATCHES,
    taskList: {
      [SEND_TASK]: (payload: unknown) => send(sendTargetSchema.parse(payload)),
      [NUMBER_TASK]: (payload: unknown) => lookAtNumber(numberTargetSchema.parse(payload)),
    },
  });
}

/** Of the library's words only errors are of interest, and none may quote what it was working on. */
function jobLogger(logger: Logger): JobLogger {
  return new JobLogger(() => (level, _message, meta) => {
    if (level === 'error') logger.error({ event: 'jobs.error', err: meta['error'] });
  });
}
