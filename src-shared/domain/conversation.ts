import { z } from 'zod';

import { epochMsSchema, type EpochMs } from '../lib/epoch-ms.ts';
import type { Event, PersonalContent, SeenEvent } from './event.ts';
import { conversationIdSchema, inboxIdSchema, messageNumberSchema, seqSchema, workspaceIdSchema } from './ids.ts';
import { messageSchema, reduceMessage, type Message } from './message.ts';

export const conversationSchema = z.object({
  workspaceId: workspaceIdSchema,
  id: conversationIdSchema,
  inbox: inboxIdSchema,
  /** The contact's name as they gave it; null where unknown or hidden. */
  name: z.string().nullable(),
  /** E.164 with `+`; null where unknown or hidden. */
  phone: z.string().nullable(),
  status: z.enum(['open', 'pending', 'snoozed', 'resolved']),
  /** The newest message in the order shown, for the list's second line. */
  lastMessage: messageSchema.nullable(),
  /** How many messages the relay has numbered. */
  lastNumber: messageNumberSchema,
  /** The order of the list: the newest `sentAt`; before the first message, when it started. */
  lastActivityAt: epochMsSchema,
  /** Opens the service window; echoes do not move it. */
  lastInboundAt: epochMsSchema.nullable(),
  inboundCount: z.number().int().nonnegative(),
  readInbound: z.number().int().nonnegative(),
  /** Fencing number of the turn (rule T1): taking the turn raises it, and a command with an older one is stale. */
  turn: z.number().int().nonnegative(),
  turnHolder: z.enum(['anyone', 'phone', 'bot']),
  /** The handoff that nobody has answered yet. */
  handoff: z.object({ seq: seqSchema, at: epochMsSchema }).nullable(),
  /** The last event that changed it: what an author "had seen" when a command says `basedOn`. */
  asOf: seqSchema,
});
export type Conversation = z.infer<typeof conversationSchema>;

/** Messages of the customer that nobody has read or answered. */
export function unreadCount(conversation: Conversation): number {
  return Math.max(0, conversation.inboundCount - conversation.readInbound);
}

/**
 * What `seen` makes of `conversation`. Pure and total; the relay and the console use this one. An event that was applied
 * already changes nothing (rule S2); any other event but `conversation.started` on an absent conversation is a bug.
 */
export function reduceConversation(conversation: Conversation | undefined, seen: SeenEvent): Conversation {
  const { event, content } = seen;
  if (conversation === undefined) {
    if (event.type !== 'conversation.started') {
      throw new Error(`bug: ${event.type} ${event.seq} before conversation.started`);
    }
    return startedConversation(event, content);
  }
  if (event.seq <= conversation.asOf) return conversation;
  return { ...changed(conversation, seen), asOf: event.seq };
}

type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;

function startedConversation(event: EventOf<'conversation.started'>, content: PersonalContent | null): Conversation {
  return {
    workspaceId: event.workspaceId,
    id: event.conversation,
    inbox: event.body.inbox,
    name: content?.name ?? null,
    phone: content?.phone ?? null,
    status: 'open',
    lastMessage: null,
    lastNumber: messageNumberSchema.parse(0),
    lastActivityAt: event.at,
    lastInboundAt: null,
    inboundCount: 0,
    readInbound: 0,
    turn: 0,
    turnHolder: 'anyone',
    handoff: null,
    asOf: event.seq,
  };
}

function changed(conversation: Conversation, seen: SeenEvent): Conversation {
  const { event, content } = seen;
  switch (event.type) {
    case 'conversation.started':
      return conversation;
    case 'contact.renamed':
      return { ...conversation, name: content?.name ?? conversation.name };
    case 'message.received':
      return {
        ...withMessage(conversation, seen),
        lastInboundAt: latest(conversation.lastInboundAt, event.body.sentAt),
        inboundCount: conversation.inboundCount + 1,
      };
    case 'message.echoed':
      return {
        ...answeredOnPhone(withMessage(conversation, seen), event.body.sentAt),
        turn: conversation.turn + 1,
        turnHolder: 'phone',
      };
    case 'message.accepted':
      return { ...answered(withMessage(conversation, seen)), turnHolder: 'anyone' };
    case 'message.status':
    case 'message.delayed':
    case 'message.retried':
      return withMessage(conversation, seen);
    case 'conversation.read':
      return {
        ...conversation,
        readInbound: Math.max(conversation.readInbound, Math.min(event.body.inbound, conversation.inboundCount)),
      };
    case 'handoff.requested':
      return {
        ...conversation,
        turn: conversation.turn + 1,
        turnHolder: 'anyone',
        handoff: { seq: event.seq, at: event.at },
      };
  }
}

/** An answer shows that what came before it was read, and that the handoff was taken up. */
function answered(conversation: Conversation): Conversation {
  return { ...conversation, readInbound: conversation.inboundCount, handoff: null };
}

/** The provider's times have a grain of a second (rule S4). */
const GRAIN_MS = 1000;

/**
 * An echo can be overtaken (rule S5): it answers what was written up to its own second, and leaves alone what the
 * customer wrote, or a handoff that was asked for, after it.
 */
function answeredOnPhone(conversation: Conversation, sentAt: EpochMs): Conversation {
  const { lastInboundAt, handoff } = conversation;
  const { readInbound, handoff: settled } = answered(conversation);
  return {
    ...conversation,
    readInbound: lastInboundAt === null || lastInboundAt <= sentAt ? readInbound : conversation.readInbound,
    handoff: handoff === null || handoff.at < sentAt + GRAIN_MS ? settled : handoff,
  };
}

function withMessage(conversation: Conversation, seen: SeenEvent): Conversation {
  const { lastMessage } = conversation;
  const { body } = seen.event;
  const number = 'message' in body ? body.message : null;
  const before = lastMessage !== null && lastMessage.number === number ? lastMessage : undefined;
  const message = reduceMessage(before, seen);
  if (message === undefined) return conversation;
  return {
    ...conversation,
    lastMessage: lastMessage === null || isShownAfter(message, lastMessage) ? message : lastMessage,
    lastNumber: message.number > conversation.lastNumber ? message.number : conversation.lastNumber,
    lastActivityAt: latest(lastMessage === null ? null : conversation.lastActivityAt, message.sentAt),
  };
}

function isShownAfter(message: Message, other: Message): boolean {
  return message.sentAt > other.sentAt || (message.sentAt === other.sentAt && message.number >= other.number);
}

function latest(left: EpochMs | null, right: EpochMs): EpochMs {
  return left === null || right > left ? right : left;
}
