import { reduceConversation, type Conversation } from '../../src-shared/domain/conversation.ts';
import type { Cursor } from '../../src-shared/domain/cursor.ts';
import type { SeenEvent } from '../../src-shared/domain/event.ts';
import type { ConversationId } from '../../src-shared/domain/ids.ts';
import { reduceMessage, touchedMessage, type Message } from '../../src-shared/domain/message.ts';
import type { Frame } from '../../src-shared/protocol/frame.ts';
import type { Cache, MessageKey } from '../db/cache.ts';
import { chainFrames, type Break } from './chain-frames.ts';
import { NOTHING_TOUCHED, type Touched } from './touched.ts';

export type AppliedFrames = {
  /** Durable together with `touched` (rule S1); null = the cache has no place in the log yet. */
  readonly cursor: Cursor | null;
  readonly touched: Touched;
  /** Why the frames after `cursor` could not follow, or null. */
  readonly broken: Break | null;
};

/**
 * Applies what `frames` say after the cursor, rows and cursor in one transaction (rule S1). Events at or before the
 * cursor change nothing (rule S2). Throws, with nothing changed, where the cache is not what the log says it must be.
 */
export function applyFrames(cache: Cache, frames: readonly Frame[]): Promise<AppliedFrames> {
  return cache.transact(async () => {
    const before = await cache.readCursor();
    if (before === null) {
      return { cursor: null, touched: NOTHING_TOUCHED, broken: 'no_cursor' };
    }
    const { cursor, events, broken } = chainFrames(before, frames);
    const touched = await reduceEvents(cache, events);
    await Promise.all([
      cache.putConversations(touched.conversations),
      cache.putMessages(touched.messages),
      cursor.seq > before.seq ? cache.writeMeta({ cursor }) : null,
    ]);
    return { cursor, touched, broken };
  });
}

async function reduceEvents(cache: Cache, events: readonly SeenEvent[]): Promise<Touched> {
  const conversations = await readConversations(cache, events);
  const messages = await readMessages(cache, events, conversations);
  for (const seen of events) {
    const { conversation } = seen.event;
    conversations.set(conversation, reduceConversation(conversations.get(conversation), seen));
    const number = touchedMessage(seen.event);
    if (number === null) continue;
    const key = nameOf([conversation, number]);
    messages.set(key, reduceMessage(messages.get(key), seen));
  }
  return {
    conversations: [...conversations.values()].filter((conversation) => conversation !== undefined),
    messages: [...messages.values()].filter((message) => message !== undefined),
  };
}

async function readConversations(cache: Cache, events: readonly SeenEvent[]) {
  const ids = [...new Set(events.map(({ event }) => event.conversation))];
  const found = await cache.conversations(ids);
  return new Map<ConversationId, Conversation | undefined>(ids.map((id, index) => [id, found[index]]));
}

/** A message with a number beyond those of its conversation can't be there, and is not looked for. */
async function readMessages(
  cache: Cache,
  events: readonly SeenEvent[],
  conversations: ReadonlyMap<ConversationId, Conversation | undefined>,
) {
  const keys = new Map<string, MessageKey>();
  for (const { event } of events) {
    const number = touchedMessage(event);
    const isKnown = number !== null && number <= (conversations.get(event.conversation)?.lastNumber ?? 0);
    if (isKnown) keys.set(nameOf([event.conversation, number]), [event.conversation, number]);
  }
  const found = await cache.messages([...keys.values()]);
  return new Map<string, Message | undefined>([...keys.keys()].map((name, index) => [name, found[index]]));
}

function nameOf([conversation, number]: MessageKey): string {
  return `${conversation}/${number}`;
}
