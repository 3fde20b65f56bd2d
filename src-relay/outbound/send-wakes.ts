import { sql } from 'kysely';
import { z } from 'zod';

import {
  conversationIdSchema,
  inboxIdSchema,
  workspaceIdSchema,
  type ConversationId,
  type InboxId,
  type WorkspaceId,
} from '../../src-shared/domain/ids.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { WorkspaceTransaction } from '../db/database.ts';

/**
 * Durable wake-ups for the sender, as jobs of graphile-worker. One says "look at this conversation" or "look at what
 * waits for this number"; what there is to send, in which order, and what was tried stands in `send_attempt`. So a job
 * that runs twice does no harm, and one that is lost is made again within seconds (`lost-wakes.ts`).
 *
 * Jobs have a key per conversation or number and no queue name: graphile-worker locks the rows of all named queues each
 * time it looks for work, which does not go with one queue per conversation. The sender keeps the order itself.
 *
 * A wake-up is added inside the lane and the sender looks inside the lane, so that it never looks too early.
 */
export const JOB_SCHEMA = 'echodesk_jobs';
export const SEND_TASK = 'send';
export const NUMBER_TASK = 'number';

export type SendTarget = {
  readonly workspace: WorkspaceId;
  readonly conversation: ConversationId;
};

export type NumberTarget = {
  readonly workspace: WorkspaceId;
  readonly inbox: InboxId;
};

export const sendTargetSchema = z.object({ workspace: workspaceIdSchema, conversation: conversationIdSchema });
export const numberTargetSchema = z.object({ workspace: workspaceIdSchema, inbox: inboxIdSchema });

/** Wakes the sender for a conversation when the transaction commits, or later at `at`. Replaces one that waits. */
export async function wakeSender(tables: WorkspaceTransaction, target: SendTarget, at?: EpochMs): Promise<void> {
  await addJob(tables, { task: SEND_TASK, target, key: `send/${target.workspace}/${target.conversation}` }, at);
}

/** The same for what waits for a number. */
export async function wakeNumber(tables: WorkspaceTransaction, target: NumberTarget, at?: EpochMs): Promise<void> {
  await addJob(tables, { task: NUMBER_TASK, target, key: `number/${target.workspace}/${target.inbox}` }, at);
}

type Job = { readonly task: string; readonly target: object; readonly key: string };

async function addJob(tables: WorkspaceTransaction, { task, target, key }: Job, at: EpochMs | undefined) {
  const runAt = at === undefined ? null : new Date(at);
  await sql`
    select from ${sql.id(JOB_SCHEMA, 'add_job')}(
      ${task}, payload => ${JSON.stringify(target)}::json, job_key => ${key}, run_at => ${runAt}::timestamptz
    )
  `.execute(tables);
}

type Waiting = {
  readonly workspace: WorkspaceId;
  readonly inbox?: InboxId;
  readonly conversations?: readonly ConversationId[];
};

/** Wakes every conversation that has something to send: those named, those of a number, or those of a whole workspace. */
export async function wakeWaiting(
  tables: WorkspaceTransaction,
  { workspace, inbox, conversations }: Waiting,
): Promise<void> {
  await sql`
    select count(${sql.id(JOB_SCHEMA, 'add_job')}(
      ${SEND_TASK}, job_key => 'send/' || a.workspace_id || '/' || a.conversation,
      payload => json_build_object('workspace', a.workspace_id, 'conversation', a.conversation)
    )) from (
      select distinct a.workspace_id, a.conversation from send_attempt as a
      join conversation as c using (workspace_id, conversation)
      where a.workspace_id = ${workspace} and a.state in ('waiting', 'calling')
        and c.inbox = coalesce(${inbox ?? null}::bigint, c.inbox)
        and a.conversation = any(coalesce(${conversations ?? null}::bigint[], array[a.conversation]))
    ) as a
  `.execute(tables);
}
