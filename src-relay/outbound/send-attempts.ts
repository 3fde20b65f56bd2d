import { sql, type Selectable } from 'kysely';

import type { AcceptedSend } from '../commands/command-effect.ts';
import type { SendAttemptTable } from '../db/tables.ts';
import type { PostgresLane } from '../log/lane.ts';
import { wakeSender } from './send-wakes.ts';

export type SendAttempt = Selectable<SendAttemptTable>;

export type AttemptChange = Partial<
  Pick<
    SendAttempt,
    'state' | 'tries' | 'due_at' | 'failure_code' | 'node' | 'hold' | 'hold_code' | 'hold_until' | 'delays_told'
  > & {
    readonly detail: { readonly said: string };
  }
> &
  Pick<SendAttempt, 'updated_at'>;

/** A message on its way. Both are false where they are left out. */
export type QueuedSend = AcceptedSend & {
  /** Goes after every reply of the same number. */
  readonly bulk?: boolean;
  /** Written to somebody first: needs no service window, and counts against the messaging limit. */
  readonly initiated?: boolean;
};

/** Records an attempt to send an accepted message and wakes the sender, in the transaction that accepts it. */
export async function queueAttempt(lane: PostgresLane, send: QueuedSend): Promise<void> {
  const { workspaceId: workspace, tables } = lane;
  const { conversation, message, commandId, attempt, at, bulk = false, initiated = false } = send;
  await tables
    .insertInto('send_attempt')
    .values({
      workspace_id: workspace,
      command_id: commandId,
      attempt,
      conversation: conversation.id,
      message,
      state: 'waiting',
      tries: 0,
      due_at: at,
      updated_at: at,
      failure_code: null,
      detail: null,
      bulk,
      initiated,
    })
    .execute();
  await closeEarlier(lane, { command_id: commandId, attempt, updated_at: at });
  await wakeSender(tables, { workspace, conversation: conversation.id });
}

/** Nobody waits any more for what is not known of the attempts before; a status that comes late still settles them. */
async function closeEarlier(
  lane: PostgresLane,
  { command_id, attempt, updated_at }: Pick<SendAttempt, 'command_id' | 'attempt' | 'updated_at'>,
): Promise<void> {
  if (attempt === 1) return;
  await lane.tables
    .updateTable('send_attempt')
    .set({ state: 'closed', updated_at })
    .where('workspace_id', '=', lane.workspaceId)
    .where('command_id', '=', command_id)
    .where('attempt', '<', attempt)
    .where('state', '=', 'unknown')
    .execute();
}

/** What is not settled in the conversation: a call under way first, then what waits, in the order to be sent. */
export function openAttempts(
  lane: PostgresLane,
  conversation: SendAttempt['conversation'],
): Promise<readonly SendAttempt[]> {
  return lane.tables
    .selectFrom('send_attempt')
    .where('workspace_id', '=', lane.workspaceId)
    .where('conversation', '=', conversation)
    .where('state', 'in', ['waiting', 'calling'])
    .orderBy(sql`(state = 'waiting')`)
    .orderBy('message')
    .orderBy('attempt')
    .selectAll()
    .execute();
}

export function findAttempt(
  lane: PostgresLane,
  key: Pick<SendAttempt, 'command_id' | 'attempt'>,
): Promise<SendAttempt | undefined> {
  return lane.tables
    .selectFrom('send_attempt')
    .where('workspace_id', '=', lane.workspaceId)
    .where('command_id', '=', key.command_id)
    .where('attempt', '=', key.attempt)
    .selectAll()
    .executeTakeFirst();
}

export async function changeAttempt(
  lane: PostgresLane,
  key: Pick<SendAttempt, 'command_id' | 'attempt'>,
  { detail, ...change }: AttemptChange,
): Promise<void> {
  await lane.tables
    .updateTable('send_attempt')
    .set({ ...change, ...(detail === undefined ? {} : { detail: JSON.stringify(detail) }) })
    .where('workspace_id', '=', lane.workspaceId)
    .where('command_id', '=', key.command_id)
    .where('attempt', '=', key.attempt)
    .execute();
}
