import { Logger as JobLogger, makeWorkerUtils, run, type Runner } from 'graphile-worker';
import { sql } from 'kysely';
import { z } from 'zod';

import {
  conversationIdSchema,
  workspaceIdSchema,
  type ConversationId,
  type WorkspaceId,
} from '../../src-shared/domain/ids.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import type { Database, WorkspaceTransaction } from '../db/database.ts';
import type { Logger } from '../observability/logger.ts';
import { openJobPool, type JobPool } from './job-pool.ts';

/**
 * Durable wake-ups for the sender, on graphile-worker. A job only says "look at this conversation"; what there is to
 * send, in which order, and what was tried stands in `send_attempt`. So a job that runs twice does no harm, one that is
 * lost is made again at the next start, and a first message that must wait holds back the ones behind it.
 *
 * Jobs have a key per conversation and no queue name: graphile-worker locks the rows of all named queues each time it
 * looks for work, which does not go with one queue per conversation. The sender keeps the order itself.
 *
 * A wake-up is added inside the lane and the sender looks inside the lane, so that it never looks too early.
 */
export type SendTarget = {
  readonly workspace: WorkspaceId;
  readonly conversation: ConversationId;
};

export type SendJobsDeps = {
  readonly databaseUrl: string;
  readonly database: Database;
  readonly logger: Logger;
  readonly startTimer: StartTimer;
  readonly send: (target: SendTarget) => Promise<void>;
};

const SCHEMA = 'echodesk_jobs';
const TASK = 'send';
const CONCURRENCY = 32;
const JOB_CONNECTIONS = 6;
const POLL_EVERY_MS = 1000;
const RESTART_AFTER_MS = 1000;
/**
 * Told in batches (of what there is now), because only then graphile-worker tries it again while the database is away. A
 * job told by itself leaves a rejection that nobody handles, which ends the process.
 */
const TELL_IN_BATCHES = { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } };

const UNLOCK_ALL = `
  select ${SCHEMA}.force_unlock_workers(
    array(select distinct locked_by from ${SCHEMA}.jobs where locked_by is not null)
  )`;

const targetSchema = z.object({ workspace: workspaceIdSchema, conversation: conversationIdSchema });

/** Wakes the sender for a conversation when the transaction commits, or later at `at`. Replaces one that waits. */
export async function wakeSender(tables: WorkspaceTransaction, target: SendTarget, at?: EpochMs): Promise<void> {
  const runAt = at === undefined ? null : new Date(at);
  await sql`
    select from ${sql.id(SCHEMA, 'add_job')}(
      ${TASK}, payload => ${JSON.stringify(target)}::json, job_key => ${jobKey(target)},
      run_at => ${runAt}::timestamptz
    )
  `.execute(tables);
}

function jobKey({ workspace, conversation }: SendTarget): string {
  return `send/${workspace}/${conversation}`;
}

/**
 * Prepares the job tables. This relay is the only node, so that whatever is locked is locked by a process that died:
 * it is let go, and every conversation with something to send is woken.
 */
export async function prepareSendJobs(deps: Pick<SendJobsDeps, 'databaseUrl' | 'database' | 'logger'>): Promise<void> {
  await using jobPool = openJobPool(deps.databaseUrl, 1);
  const utils = await makeWorkerUtils({
    pgPool: jobPool.pool,
    schema: SCHEMA,
    logger: jobLogger(deps.logger),
  });
  try {
    await utils.migrate();
    await jobPool.pool.query(UNLOCK_ALL);
  } finally {
    await utils.release();
  }
  await wakeAll(deps.database);
}

async function wakeAll(database: Database): Promise<void> {
  const workspaces = await database.directory.selectFrom('workspace').select('id').execute();
  for (const { id: workspace } of workspaces) {
    await database.forWorkspace(workspace).transaction(async (tables) => {
      const waiting = await tables
        .selectFrom('send_attempt')
        .where('workspace_id', '=', workspace)
        .where('state', 'in', ['waiting', 'calling'])
        .select('conversation')
        .distinct()
        .execute();
      for (const { conversation } of waiting) await wakeSender(tables, { workspace, conversation });
    });
  }
}

/** Runs wake-ups from {@link start} until disposed; a runner that breaks is started again. */
export class SendJobs implements AsyncDisposable {
  readonly #deps: SendJobsDeps;
  readonly #jobPool: JobPool;
  #runner: Runner | undefined;
  #cancelRestart: (() => void) | undefined;
  #isStopping = false;

  constructor(deps: SendJobsDeps) {
    this.#deps = deps;
    this.#jobPool = openJobPool(deps.databaseUrl, JOB_CONNECTIONS);
  }

  /** Needs {@link prepareSendJobs} before. */
  async start(): Promise<void> {
    const runner = await startRunner(this.#deps, this.#jobPool);
    this.#runner = runner;
    runner.promise.catch((error: unknown) => this.#restartLater(error));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopping = true;
    this.#cancelRestart?.();
    await this.#runner?.stop().catch(() => undefined);
    await this.#jobPool[Symbol.asyncDispose]();
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

function startRunner({ logger, send }: SendJobsDeps, { pool }: JobPool): Promise<Runner> {
  return run({
    pgPool: pool,
    schema: SCHEMA,
    concurrency: CONCURRENCY,
    pollInterval: POLL_EVERY_MS,
    noHandleSignals: true,
    logger: jobLogger(logger),
    preset: TELL_IN_BATCHES,
    taskList: { [TASK]: (payload: unknown) => send(targetSchema.parse(payload)) },
  });
}

/** Of the library's words only errors are of interest, and none may quote what it was working on. */
function jobLogger(logger: Logger): JobLogger {
  return new JobLogger(() => (level, _message, meta) => {
    if (level === 'error') logger.error({ event: 'jobs.error', err: meta['error'] });
  });
}
