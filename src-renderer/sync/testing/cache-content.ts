import type { Conversation } from '../../../src-shared/domain/conversation.ts';
import type { ConversationId } from '../../../src-shared/domain/ids.ts';
import type { Cache, ListChunk, ListPlace } from '../../db/cache.ts';

/** Everything that a person could see of a cache, and its cursor. */
export async function cacheContent(cache: Cache) {
  const conversations = await wholeList(cache);
  const messages = await Promise.all(
    conversations.map((conversation) => cache.messagesBelow(conversation.id, null, 1_000_000)),
  );
  const { cursor = null } = await cache.readMeta();
  return { conversations, messages: messages.flat(), cursor };
}

async function wholeList(cache: Cache): Promise<Conversation[]> {
  const newest = new Map<ConversationId, Conversation>();
  for (let place: ListPlace | null = null; ;) {
    const chunk: ListChunk = await cache.listFrom(place, 3);
    for (const read of chunk.conversations) {
      if ((newest.get(read.id)?.asOf ?? -1) < read.asOf) newest.set(read.id, read);
    }
    if (chunk.next === null) break;
    place = chunk.next;
  }
  return [...newest.values()].toSorted(
    (left, right) => right.lastActivityAt - left.lastActivityAt || right.id - left.id,
  );
}
