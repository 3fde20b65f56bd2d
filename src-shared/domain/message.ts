import { z } from 'zod';

import { epochMsSchema } from '../lib/epoch-ms.ts';
import { must } from '../lib/must.ts';
import {
  commandIdSchema,
  conversationIdSchema,
  messageNumberSchema,
  personIdSchema,
  seqSchema,
  workspaceIdSchema,
} from './ids.ts';
import { messageDelaySchema } from './message-delay.ts';
import { attemptStatusSchema, mergeAttempt, shownAttempt, type AttemptStatus } from './attempt-status.ts';
import { messageStatusSchema } from './message-status.ts';
import type { Event, PersonalContent, SeenEvent } from './event.ts';

/** Where a message came from; shown on every message, because in coexistence three speak with one voice. */
const originSchema = z.enum(['customer', 'agent', 'bot', 'phone']);
export type Origin = z.infer<typeof originSchema>;

export const messageSchema = z.object({
  workspaceId: workspaceIdSchema,
  conversation: conversationIdSchema,
  number: messageNumberSchema,
  direction: z.enum(['inbound', 'outbound']),
  origin: originSchema,
  /** Who wrote it, for `agent` and `bot`. */
  person: personIdSchema.nullable(),
  kind: z.enum(['text', 'unsupported']),
  /** Null where it has no text, or this session may not see it. */
  text: z.string().nullable(),
  /** The provider's time, floored to its grain of a second. The order shown is `sentAt`, then `number`. */
  sentAt: epochMsSchema,
  /** When the relay had it. */
  receivedAt: epochMsSchema,
  /** Of the attempt that speaks for it (rule S3). Null for what the relay did not send itself: it has no ticks. */
  status: messageStatusSchema.nullable(),
  /** The newest one. */
  attempt: z.number().int().nonnegative(),
  failureCode: z.number().int().nullable(),
  /** When the relay first had its status; null where it has none, or its row is older than this field. */
  statusAt: epochMsSchema.nullable().default(null),
  /** What is known of each attempt; absent where there was one. */
  attempts: z.array(attemptStatusSchema).optional(),
  /** Why it has not left yet; null unless `accepted`. */
  delay: messageDelaySchema.nullable().default(null),
  /** The command it came from, by which the console recognises its own queued row. */
  commandId: commandIdSchema.nullable(),
  /** The event that made it. */
  seq: seqSchema,
  /** The last event that changed it. */
  asOf: seqSchema,
});
export type Message = z.infer<typeof messageSchema>;

/** The message that an event makes or changes, or null. */
export function touchedMessage(event: Event): Message['number'] | null {
  return 'message' in event.body ? event.body.message : null;
}

/**
 * What `seen` makes of `message` (undefined = not there yet). Pure and total; used by the relay's projection and by the
 * console's cache alike. An event that was applied already changes nothing (rule S2). A status for a message that is
 * not there gives undefined.
 */
export function reduceMessage(message: Message | undefined, seen: SeenEvent): Message | undefined {
  const { event, content } = seen;
  if (message !== undefined && event.seq <= message.asOf) return message;
  switch (event.type) {
    case 'message.received':
    case 'message.echoed':
      return message ?? arrivedMessage(event, content);
    case 'message.accepted':
      return message ?? acceptedMessage(event, content);
    case 'message.status':
      return message === undefined ? undefined : withStatus(message, event);
    case 'message.delayed':
      return message === undefined ? undefined : withDelay(message, event);
    case 'message.retried':
      return message === undefined ? undefined : retriedMessage(message, event);
    case 'conversation.started':
    case 'contact.renamed':
    case 'conversation.read':
    case 'handoff.requested':
      return message;
  }
}

type EventOf<Type extends Event['type']> = Extract<Event, { type: Type }>;

function arrivedMessage(
  event: EventOf<'message.received' | 'message.echoed'>,
  content: PersonalContent | null,
): Message {
  const isInbound = event.type === 'message.received';
  return {
    ...commonFields(event, content),
    direction: isInbound ? 'inbound' : 'outbound',
    origin: isInbound ? 'customer' : 'phone',
    person: null,
    kind: event.body.kind,
    status: null,
    statusAt: null,
    attempt: 0,
    commandId: null,
  };
}

function acceptedMessage(event: EventOf<'message.accepted'>, content: PersonalContent | null): Message {
  const { actor } = event;
  return {
    ...commonFields(event, content),
    direction: 'outbound',
    origin: actor.kind === 'bot' ? 'bot' : 'agent',
    person: 'person' in actor ? actor.person : null,
    kind: 'text',
    status: 'accepted',
    statusAt: event.at,
    attempt: 1,
    commandId: event.body.commandId,
  };
}

function commonFields(
  event: EventOf<'message.received' | 'message.echoed' | 'message.accepted'>,
  content: PersonalContent | null,
) {
  return {
    workspaceId: event.workspaceId,
    conversation: event.conversation,
    number: event.body.message,
    text: content?.text ?? null,
    sentAt: event.body.sentAt,
    receivedAt: event.at,
    failureCode: null,
    delay: null,
    seq: event.seq,
    asOf: event.seq,
  };
}

/** What is known of an attempt ends its wait, and a wait that is told too late begins none. */
function withDelay(message: Message, event: EventOf<'message.delayed'>): Message {
  const { attempt, reason, code, until } = event.body;
  const isWaiting = message.status === 'accepted' && attempt === message.attempt;
  return { ...message, delay: isWaiting ? { reason, code, until } : message.delay, asOf: event.seq };
}

function retriedMessage(message: Message, event: EventOf<'message.retried'>): Message {
  const { attempt } = event.body;
  if (attempt <= message.attempt) return { ...message, asOf: event.seq };
  return withAttempt(message, { attempt, status: 'accepted', at: event.at, failureCode: null }, event);
}

function withStatus(message: Message, event: EventOf<'message.status'>): Message {
  const { attempt, status, failureCode } = event.body;
  return withAttempt(message, { attempt, status, at: event.at, failureCode }, event);
}

function withAttempt(message: Message, told: AttemptStatus, { seq }: Event): Message {
  const attempts = mergeAttempt(attemptsOf(message), told);
  const shown = must(shownAttempt(attempts), 'attempt that was told');
  const isEarlier = told.attempt < message.attempt;
  return {
    ...message,
    status: shown.status,
    statusAt: shown.at,
    failureCode: shown.failureCode,
    attempt: Math.max(message.attempt, told.attempt),
    ...(attempts.length > 1 ? { attempts: [...attempts] } : {}),
    delay: isEarlier && shown.status === 'accepted' ? message.delay : null,
    asOf: seq,
  };
}

function attemptsOf({ attempts, attempt, status, statusAt, failureCode }: Message): readonly AttemptStatus[] {
  if (attempts !== undefined) return attempts;
  return status === null ? [] : [{ attempt, status, at: statusAt, failureCode }];
}
