import { sql } from 'kysely';

import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { PersonalContent } from '../../src-shared/domain/event.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import type { WorkspaceTransaction } from '../db/database.ts';
import { seal } from '../db/seal.ts';
import type { BufferedEvent, LaneOutcome, LaneStart } from './buffered-lane.ts';

/** Writes what a change has come to, in one statement: one round trip, whatever the number of events. */
export async function writeOutcome(
  tables: WorkspaceTransaction,
  start: LaneStart,
  outcome: LaneOutcome,
): Promise<void> {
  const { workspaceId, head, lastConversation } = outcome;
  if (head === start.head && lastConversation === start.lastConversation) return;
  const events = JSON.stringify(outcome.events.map(eventRow));
  const contents = JSON.stringify(outcome.events.flatMap(contentRow));
  const conversations = JSON.stringify(outcome.conversations.map(conversationRow));
  const messages = JSON.stringify(outcome.messages.map(messageRow));
  await sql`
    with events as (
      insert into event (workspace_id, seq, type, v, conversation, at, actor, content_hash, body, dedupe_key)
      select ${workspaceId}, seq, type, v, conversation, at, actor, content_hash, body, decode(dedupe_key, 'hex')
      from jsonb_to_recordset(${events}::jsonb) as row (seq bigint, type text, v integer, conversation bigint,
        at bigint, actor jsonb, content_hash text, body jsonb, dedupe_key text)
    ), contents as (
      insert into content (workspace_id, seq, key_id, salt, sealed)
      select ${workspaceId}, seq, key_id, decode(salt, 'base64'), decode(sealed, 'base64')
      from jsonb_to_recordset(${contents}::jsonb) as row (seq bigint, key_id bigint, salt text, sealed text)
    ), conversations as (
      insert into conversation (workspace_id, conversation, inbox, last_activity_at, last_message, state, key_id, sealed)
      select ${workspaceId}, conversation, inbox, last_activity_at, last_message, state, key_id, decode(sealed, 'base64')
      from jsonb_to_recordset(${conversations}::jsonb) as row (conversation bigint, inbox bigint,
        last_activity_at bigint, last_message bigint, state jsonb, key_id bigint, sealed text)
      on conflict (workspace_id, conversation) do update set last_activity_at = excluded.last_activity_at,
        last_message = excluded.last_message, state = excluded.state, key_id = excluded.key_id, sealed = excluded.sealed
    ), messages as (
      insert into message (workspace_id, conversation, number, sent_at, state, key_id, sealed)
      select ${workspaceId}, conversation, number, sent_at, state, key_id, decode(sealed, 'base64')
      from jsonb_to_recordset(${messages}::jsonb) as row (conversation bigint, number bigint, sent_at bigint,
        state jsonb, key_id bigint, sealed text)
      on conflict (workspace_id, conversation, number) do update set sent_at = excluded.sent_at,
        state = excluded.state, key_id = excluded.key_id, sealed = excluded.sealed
    )
    update workspace set head = ${head}, last_conversation = ${lastConversation} where id = ${workspaceId}
  `.execute(tables);
}

function eventRow({ seen, key }: BufferedEvent): object {
  const { workspaceId: _, contentHash, ...columns } = seen.event;
  return { ...columns, content_hash: contentHash, dedupe_key: key };
}

function contentRow({ seen, salt }: BufferedEvent): object[] {
  if (seen.content === null) return [];
  return [{ seq: seen.event.seq, salt: salt.toString('base64'), ...sealedColumns(seen.content) }];
}

function conversationRow({ name, phone, lastMessage, ...state }: Conversation): object {
  return {
    conversation: state.id,
    inbox: state.inbox,
    last_activity_at: state.lastActivityAt,
    last_message: lastMessage?.number ?? null,
    state,
    ...sealedColumns({ ...(name === null ? {} : { name }), ...(phone === null ? {} : { phone }) }),
  };
}

function messageRow({ text, ...state }: Message): object {
  const { conversation, number, sentAt } = state;
  const content = text === null ? {} : { text };
  return { conversation, number, sent_at: sentAt, state, ...sealedColumns(content) };
}

function sealedColumns(content: PersonalContent): object {
  if (Object.keys(content).length === 0) return { key_id: null, sealed: null };
  const { keyId, sealed } = seal(content);
  return { key_id: keyId, sealed: sealed.toString('base64') };
}
