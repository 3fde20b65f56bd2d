import { sql } from 'kysely';

import type { ConversationId, WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import { SNAPSHOT_MESSAGES } from '../../src-shared/protocol/snapshot.ts';
import type { WorkspaceDatabase, WorkspaceTransaction } from '../db/database.ts';
import type { ConversationWithMessages, SnapshotPage } from './log.ts';
import { conversationRows, latestMessages, toConversation } from './projection-rows.ts';

type Place = { readonly at: EpochMs; readonly id: ConversationId };

/**
 * Pages as of one instant: one transaction that ends with the iteration, also when the reader leaves early. The page after
 * the one given is read meanwhile.
 */
export async function* snapshotPages(
  database: WorkspaceDatabase,
  pageSize: number,
): AsyncIterableIterator<SnapshotPage, undefined> {
  await using reading = await database.openReading();
  const { tables } = reading;
  const { workspaceId } = database;
  const { cursor, total } = await snapshotHead(tables, workspaceId);
  const pages = Math.max(1, Math.ceil(total / pageSize));
  let coming: ReturnType<typeof readPage> | undefined = readPage(tables, workspaceId, { after: undefined, pageSize });
  try {
    for (let page = 0; coming !== undefined; page += 1) {
      const conversations: readonly ConversationWithMessages[] = await coming;
      const done = page === pages - 1;
      coming = done ? undefined : readPage(tables, workspaceId, { after: endOf(conversations), pageSize });
      yield { cursor, page, total, done, conversations };
    }
  } finally {
    // Nobody waits for a page that was being read when the reader left.
    await coming?.catch(() => undefined);
  }
}

/** Where a page that is not the last ends. */
function endOf(conversations: readonly ConversationWithMessages[]): Place {
  const { lastActivityAt: at, id } = must(conversations.at(-1), 'the end of a page').conversation;
  return { at, id };
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
