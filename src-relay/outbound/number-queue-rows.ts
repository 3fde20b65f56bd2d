import { sql } from 'kysely';

import type { ConversationId, InboxId } from '../../src-shared/domain/ids.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { PostgresLane } from '../log/lane.ts';

/** A wait is never told to be longer than that of so many messages. */
const MOST_COUNTED = 2000;

/** How many replies of a number are due and wait, the one that asks included. */
export async function repliesWaiting(lane: PostgresLane, inbox: InboxId, now: EpochMs): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from (
      select from send_attempt as a
      join conversation as c using (workspace_id, conversation)
      where a.workspace_id = ${lane.workspaceId} and a.state = 'waiting' and a.due_at <= ${now}
        and not a.bulk and c.inbox = ${inbox}
      limit ${MOST_COUNTED}
    ) as waiting
  `.execute(lane.tables);
  return rows[0]?.count ?? 0;
}

type Queue = {
  readonly inbox: InboxId;
  readonly now: EpochMs;
  readonly limit: number;
  /** Only replies leave: what else waits has its own wake-ups, and holds up no reply behind it. */
  readonly repliesOnly: boolean;
};

/** Conversations of a number whose next message is due and waits: replies first, the one that waits longest first. */
export async function nextInQueue(lane: PostgresLane, queue: Queue): Promise<readonly ConversationId[]> {
  const replies = await dueConversations(lane, { ...queue, bulk: false });
  return replies.length > 0 || queue.repliesOnly ? replies : dueConversations(lane, { ...queue, bulk: true });
}

type Due = Queue & { readonly bulk: boolean };

async function dueConversations(
  lane: PostgresLane,
  { inbox, now, bulk, limit, repliesOnly }: Due,
): Promise<readonly ConversationId[]> {
  const { rows } = await sql<{ conversation: ConversationId }>`
    select a.conversation from send_attempt as a
    join conversation as c using (workspace_id, conversation)
    where a.workspace_id = ${lane.workspaceId} and a.state = 'waiting' and a.due_at <= ${now}
      and a.bulk = ${bulk} and c.inbox = ${inbox} and not (${repliesOnly} and a.initiated) and not exists (
        select from send_attempt as b
        where b.workspace_id = a.workspace_id and b.conversation = a.conversation
          and b.state in ('waiting', 'calling') and (b.message, b.attempt) < (a.message, a.attempt)
          and (b.state = 'calling' or not (${repliesOnly} and (b.bulk or b.initiated)))
      )
    order by a.due_at, a.conversation limit ${limit}
  `.execute(lane.tables);
  return rows.map(({ conversation }) => conversation);
}
