import { sql } from 'kysely';

import { conversationSchema, type Conversation } from '../../src-shared/domain/conversation.ts';
import { eventSchema, type Event, type PersonalContent, type SeenEvent } from '../../src-shared/domain/event.ts';
import type { ConversationId, MessageNumber, Seq, WorkspaceId } from '../../src-shared/domain/ids.ts';
import { messageSchema, type Message } from '../../src-shared/domain/message.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { WorkspaceTransaction } from '../db/database.ts';
import { unseal, unsealBound } from '../db/seal.ts';
import type { HistoryMessages, HistoryRange } from './log.ts';

type SealedColumns = { readonly key_id: number | null; readonly sealed: Buffer | null };
type MessageRow = SealedColumns & { readonly state: object };
type ConversationRow = MessageRow & {
  readonly m_state: object | null;
  readonly m_key_id: number | null;
  readonly m_sealed: Buffer | null;
};

type EventRange = {
  readonly after: Seq;
  readonly limit: number;
  /** Hears of each event whose content is not what it was appended with. */
  readonly onDamaged: (event: Event) => void;
};

/**
 * Events after `after`, in order, with their content. Content that is not what the event's hash stands for is never
 * given: the event comes without, as if it had been erased, so that one bit on a disk does not stop a workspace.
 */
export async function readEvents(
  tables: WorkspaceTransaction,
  workspaceId: WorkspaceId,
  { after, limit, onDamaged }: EventRange,
): Promise<readonly SeenEvent[]> {
  const rows = await tables
    .selectFrom('event as e')
    .leftJoin('content as c', (join) =>
      join.onRef('c.workspace_id', '=', 'e.workspace_id').onRef('c.seq', '=', 'e.seq'),
    )
    .select(['e.workspace_id as workspaceId', 'e.seq', 'e.type', 'e.v', 'e.conversation', 'e.at'])
    .select(['e.actor', 'e.content_hash as contentHash', 'e.body', 'c.key_id', 'c.salt', 'c.sealed'])
    .where('e.workspace_id', '=', workspaceId)
    .where('e.seq', '>', after)
    .orderBy('e.seq')
    .limit(limit)
    .execute();
  return rows.map(({ key_id: keyId, salt, sealed, ...row }) => {
    const event = eventSchema.parse(row);
    if (keyId === null || salt === null || sealed === null) return { event, content: null };
    const content = unsealBound({ keyId, salt, sealed, contentHash: event.contentHash });
    if (content === undefined) onDamaged(event);
    return { event, content: content ?? null };
  });
}

/** The projected conversation with its newest message. */
export async function loadConversation(
  tables: WorkspaceTransaction,
  workspaceId: WorkspaceId,
  id: ConversationId,
): Promise<Conversation | undefined> {
  const row = await conversationRows(tables, workspaceId).where('c.conversation', '=', id).executeTakeFirst();
  return row === undefined ? undefined : toConversation(row);
}

/** Those of `ids` that there are, each with its newest message. */
export async function loadConversations(
  tables: WorkspaceTransaction,
  workspaceId: WorkspaceId,
  ids: readonly ConversationId[],
): Promise<readonly Conversation[]> {
  const rows = await conversationRows(tables, workspaceId)
    .where('c.conversation', '=', sql<ConversationId>`any(${ids})`)
    .execute();
  return rows.map(toConversation);
}

/** The rows of a workspace's conversations, to be narrowed by the caller and read by {@link toConversation}. */
export function conversationRows(tables: WorkspaceTransaction, workspaceId: WorkspaceId) {
  return tables
    .selectFrom('conversation as c')
    .leftJoin('message as m', (join) =>
      join
        .onRef('m.workspace_id', '=', 'c.workspace_id')
        .onRef('m.conversation', '=', 'c.conversation')
        .onRef('m.number', '=', 'c.last_message'),
    )
    .select(['c.state', 'c.key_id', 'c.sealed'])
    .select(['m.state as m_state', 'm.key_id as m_key_id', 'm.sealed as m_sealed'])
    .where('c.workspace_id', '=', workspaceId);
}

export function toConversation(row: ConversationRow): Conversation {
  const content = openContent(row);
  const { m_state: state, m_key_id, m_sealed } = row;
  const lastMessage = state === null ? null : toMessage({ state, key_id: m_key_id, sealed: m_sealed });
  return conversationSchema.parse({
    ...row.state,
    name: content?.name ?? null,
    phone: content?.phone ?? null,
    lastMessage,
  });
}

export async function loadMessage(
  tables: WorkspaceTransaction,
  key: { workspaceId: WorkspaceId; id: ConversationId; number: MessageNumber },
): Promise<Message | undefined> {
  const row = await tables
    .selectFrom('message')
    .select(['state', 'key_id', 'sealed'])
    .where('workspace_id', '=', key.workspaceId)
    .where('conversation', '=', key.id)
    .where('number', '=', key.number)
    .executeTakeFirst();
  return row === undefined ? undefined : toMessage(row);
}

/** A page of a conversation's messages, newest first. */
export async function readMessages(
  tables: WorkspaceTransaction,
  workspaceId: WorkspaceId,
  { conversation, before, limit }: HistoryRange,
): Promise<HistoryMessages> {
  const rows = await tables
    .selectFrom('message')
    .select(['state', 'key_id', 'sealed'])
    .where('workspace_id', '=', workspaceId)
    .where('conversation', '=', conversation)
    .where('number', '<', before)
    .orderBy('number', 'desc')
    .limit(limit + 1)
    .execute();
  return { messages: rows.slice(0, limit).map(toMessage), hasMore: rows.length > limit };
}

/** The latest `limit` messages of each conversation, oldest first. */
export async function latestMessages(
  tables: WorkspaceTransaction,
  workspaceId: WorkspaceId,
  { conversations, limit }: { conversations: readonly ConversationId[]; limit: number },
): Promise<ReadonlyMap<ConversationId, readonly Message[]>> {
  const { rows } = await sql<MessageRow>`
    select m.state, m.key_id, m.sealed
    from unnest(${conversations}::bigint[]) as wanted (conversation)
    cross join lateral (
      select number, state, key_id, sealed from message
      where workspace_id = ${workspaceId} and conversation = wanted.conversation
      order by number desc limit ${limit}
    ) as m
    order by wanted.conversation, m.number`.execute(tables);
  return Map.groupBy(rows.map(toMessage), ({ conversation }) => conversation);
}

function toMessage(row: MessageRow): Message {
  return messageSchema.parse({ ...row.state, text: openContent(row)?.text ?? null });
}

function openContent({ key_id: keyId, sealed }: SealedColumns): PersonalContent | null {
  return sealed === null ? null : unseal({ keyId: must(keyId, 'key of sealed content'), sealed });
}
