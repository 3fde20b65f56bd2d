import { sql } from 'kysely';

import type { ConversationId, WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import { SNAPSHOT_MESSAGES } from '../../src-shared/protocol/snapshot.ts';
import type { WorkspaceDatabase, WorkspaceTransaction } from '../db/database.ts';
import type { SnapshotPage } from './log.ts';
import { conversationRows, latestMessages, toConversation } from './projection-rows.ts';

type Place = { readonly at: EpochMs; readonly id: ConversationId };

/** Pages as of one instant: one transaction that ends with the iteration, also when the reader leaves early. */
export async function* snapshotPages(
  database: WorkspaceDatabase,
  pageSize: number,
): AsyncIterableIterator<SnapshotPage, undefined> {
  await using reading = await database.openReading();
  const { tables } = reading;
  const { workspaceId } = database;
  const { cursor, total } = await snapshotHead(tables, workspaceId);
  const pages = Math.max(1, Math.ceil(total / pageSize));
  let after: Place | undefined;
  for (let page = 0; page < pages; page += 1) {
    const conversations = await readPage(tables, workspaceId, { after, pageSize });
    const last = conversations.at(-1)?.conversation;
    after = last === undefined ? after : { at: last.lastActivityAt, id: last.id };
    yield { cursor, page, total, done: page === pages - 1, conversations };
  }
}

async function snapshotHead(tables: WorkspaceTransaction, workspaceId: WorkspaceId) {
  const row = await tables
    .selectFrom('workspace')
    .select(['epoch', 'head as seq'])
    .select((all) =>
      all
        .selectFrom('conversation')
        .select((count) => count.fn.countAll<number>().as('total'))
        .where('workspace_id', '=', workspaceId)
        .as('total'),
    )
    .where('id', '=', workspaceId)
    .executeTakeFirst();
  const { epoch, seq, total } = must(row, `workspace ${workspaceId}`);
  return { cursor: { epoch, seq }, total: total ?? 0 };
}

async function readPage(
  tables: WorkspaceTransaction,
  workspaceId: WorkspaceId,
  { after, pageSize }: { after: Place | undefined; pageSize: number },
) {
  const rows = await conversationRows(tables, workspaceId)
    .$if(after !== undefined, (query) => query.where(olderThan(after)))
    .orderBy('c.last_activity_at', 'desc')
    .orderBy('c.conversation', 'desc')
    .limit(pageSize)
    .execute();
  const conversations = rows.map(toConversation);
  const ids = conversations.map(({ id }) => id);
  const messages = await latestMessages(tables, workspaceId, {
    conversations: ids,
    limit: SNAPSHOT_MESSAGES,
  });
  return conversations.map((conversation) => ({
    conversation,
    messages: messages.get(conversation.id) ?? [],
  }));
}

function olderThan(place: Place | undefined) {
  return sql<boolean>`(c.last_activity_at, c.conversation) < (${place?.at}, ${place?.id})`;
}
