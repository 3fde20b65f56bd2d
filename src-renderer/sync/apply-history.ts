import type { SeenEvent } from '../../src-shared/domain/event.ts';
import { reduceMessage, touchedMessage, type Message } from '../../src-shared/domain/message.ts';
import type { HistoryPage } from '../../src-shared/protocol/history.ts';
import type { Cache } from '../db/cache.ts';

/**
 * Adds older messages, each unless the cache knows it as newly or better. `missed` are events that came for them since
 * they were asked for, when there was no row to change; each message takes those that it does not know (rule S2).
 */
export function applyHistory(cache: Cache, page: HistoryPage, missed: readonly SeenEvent[]): Promise<void> {
  return cache.transact(async () => {
    const known = await cache.messages(page.messages.map((message) => [message.conversation, message.number]));
    const better = page.messages
      .map((message) => withMissed(message, missed))
      .filter((message, index) => (known[index]?.asOf ?? -1) < message.asOf);
    await cache.putMessages(better);
  });
}

function withMissed(message: Message, missed: readonly SeenEvent[]): Message {
  return missed
    .filter(({ event }) => touchedMessage(event) === message.number)
    .reduce((before, seen) => reduceMessage(before, seen) ?? before, message);
}
