import type { Cache } from '../../db/cache.ts';

/** Everything that a person could see of a cache, and its cursor. */
export async function cacheContent(cache: Cache) {
  const conversations = await cache.conversationsAfter(null, 1_000_000);
  const messages = await Promise.all(
    conversations.map((conversation) => cache.messagesBelow(conversation.id, null, 1_000_000)),
  );
  const { cursor = null } = await cache.readMeta();
  return { conversations, messages: messages.flat(), cursor };
}
