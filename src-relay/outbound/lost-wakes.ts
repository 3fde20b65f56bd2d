import { sql } from 'kysely';

import type { ConversationId, WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { Database } from '../db/database.ts';
import { JOB_SCHEMA, wakeWaiting } from './send-wakes.ts';

const DAY_MS = 24 * 3_600_000;

type Lost = { readonly workspace: WorkspaceId; readonly conversation: ConversationId };

/** What is due for less is being sent by whoever looked at its number: it needs no job. */
const NOBODYS_AFTER_MS = 5000;
/** No call lasts so long: whoever made it gave up on writing down what came of it. */
const LONGEST_CALL_MS = 60_000;
/** The provider repeats a webhook for 7 days. */
const LONGEST_SILENCE_MS = 8 * DAY_MS;
/** The rest is woken at the next look. */
const MOST_AT_ONCE = 1000;

/** Wakes every conversation with something to send, whatever jobs there are. */
export async function wakeAll(database: Database): Promise<void> {
  const { rows } = await sql<Pick<Lost, 'workspace'>>`
    select distinct workspace_id as workspace from send_attempt where state in ('waiting', 'calling')
  `.execute(database.door);
  for (const { workspace } of rows) {
    await database.forWorkspace(workspace).locked((tables) => wakeWaiting(tables, { workspace }));
  }
}

/**
 * Wakes what nobody sends: a message that is due and a call that nobody makes any more, where neither its conversation
 * nor its number has a job. That is so when a node dies, or can't reach the database, between the look at a number and
 * the end of what it began to send.
 */
export async function wakeLost(database: Database, now: EpochMs): Promise<void> {
  const lost = await findLost(database, now);
  for (const [workspace, found] of Map.groupBy(lost, (one) => one.workspace)) {
    const conversations = found.map(({ conversation }) => conversation);
    await database.forWorkspace(workspace).locked((tables) => wakeWaiting(tables, { workspace, conversations }));
  }
}

async function findLost({ door }: Database, now: EpochMs): Promise<readonly Lost[]> {
  const jobs = sql.id(JOB_SCHEMA, 'jobs');
  const { rows } = await sql<Lost>`
    select distinct a.workspace_id as workspace, a.conversation from send_attempt as a
    join conversation as c using (workspace_id, conversation)
    where not exists (
      select from ${jobs} as job
      where job.key = 'send/' || a.workspace_id || '/' || a.conversation and job.attempts < job.max_attempts
    ) and (
      a.state = 'calling' and (a.updated_at < ${now - LONGEST_CALL_MS} or a.node is not null and not exists (
        select from node where node.id = a.node and node.expires_at > clock_timestamp()
      ))
      or a.state = 'waiting' and greatest(a.due_at, a.updated_at) < ${now - NOBODYS_AFTER_MS} and not exists (
        select from ${jobs} as job
        where job.key = 'number/' || a.workspace_id || '/' || c.inbox and job.attempts < job.max_attempts
      ) and not exists (
        select from send_attempt as b
        where b.workspace_id = a.workspace_id and b.conversation = a.conversation and b.state = 'calling'
      )
    )
    limit ${MOST_AT_ONCE}
  `.execute(door);
  return rows;
}

/** Of what nobody knows, and nobody has said anything for days, nothing is expected any more. */
export async function closeLongUnknown({ door }: Pick<Database, 'door'>, now: EpochMs): Promise<void> {
  await sql`
    update send_attempt set state = 'closed', updated_at = ${now}
    where state = 'unknown' and due_at < ${now - LONGEST_SILENCE_MS}
  `.execute(door);
}
