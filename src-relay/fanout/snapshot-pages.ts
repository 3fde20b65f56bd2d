import type { Cursor } from '../../src-shared/domain/cursor.ts';
import type { Session } from '../../src-shared/domain/session.ts';
import type { ConversationWithMessages, SnapshotPage } from '../log/log.ts';
import type { FanoutLimits } from './fanout-limits.ts';
import { mayReachConversation } from './may-reach.ts';

export type EncodedPage = {
  readonly encoded: Buffer;
  readonly cursor: Cursor;
  readonly isLast: boolean;
};

/**
 * The pages of a snapshot as `session` may see them, cut so that each holds about `bytesPerPage` at most (one
 * conversation at least) and numbered anew.
 */
export async function* encodeSnapshotPages(
  session: Session,
  pages: AsyncIterable<SnapshotPage>,
  limits: Pick<FanoutLimits, 'bytesPerPage'>,
): AsyncGenerator<EncodedPage> {
  let number = 0;
  for await (const page of pages) {
    const chunks = cutIntoChunks(encodeConversations(session, page), limits.bytesPerPage);
    for (const [index, chunk] of chunks.entries()) {
      const isLast = page.done && index === chunks.length - 1;
      const head = { type: 'snapshot', ...page.cursor, page: number, total: page.total, done: isLast };
      const opening = JSON.stringify(head).slice(0, -1);
      const encoded = Buffer.from(`${opening},"conversations":[${chunk.join(',')}]}`);
      yield { encoded, cursor: page.cursor, isLast };
      number += 1;
    }
  }
}

function encodeConversations(session: Session, page: SnapshotPage): readonly string[] {
  return page.conversations
    .map((entry) => mayReachConversation(session, entry))
    .filter((entry) => entry !== undefined)
    .map(({ conversation, messages }: ConversationWithMessages) => JSON.stringify({ conversation, messages }));
}

/** Never without a chunk: also an empty page is said. */
function cutIntoChunks(encoded: readonly string[], mostBytes: number): readonly string[][] {
  let chunk: string[] = [];
  const chunks = [chunk];
  let bytes = 0;
  for (const conversation of encoded) {
    const size = Buffer.byteLength(conversation);
    if (chunk.length > 0 && bytes + size > mostBytes) {
      chunk = [];
      chunks.push(chunk);
      bytes = 0;
    }
    chunk.push(conversation);
    bytes += size;
  }
  return chunks;
}
