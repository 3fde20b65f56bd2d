import { conversationSchema, type Conversation } from '../../src-shared/domain/conversation.ts';
import { conversationIdSchema } from '../../src-shared/domain/ids.ts';
import { messageSchema, type Message } from '../../src-shared/domain/message.ts';
import { personSchema } from '../../src-shared/domain/person.ts';
import { profileSchema } from '../../src-shared/ipc/profile.ts';
import { epochMs, type EpochMs } from '../../src-shared/lib/epoch-ms.ts';

const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** A Sunday afternoon, so that pictures of the gallery are the same each time. */
export const NOW = epochMs(Date.UTC(2026, 10, 22, 14, 20, 0));

export const SELF = personSchema.parse({ id: 1, name: 'Ana Ribeiro', role: 'agent' });

export const PEOPLE = [
  SELF,
  personSchema.parse({ id: 2, name: 'Jonas Keller', role: 'agent' }),
  personSchema.parse({ id: 3, name: 'Shop assistant', role: 'bot' }),
];

export const PROFILE = profileSchema.parse({
  cacheKey: '0'.repeat(32),
  workspace: 1,
  workspaceName: 'Lisbon shop',
  person: SELF,
});

/** `milliseconds` before {@link NOW}. */
export function ago(milliseconds: number): EpochMs {
  return epochMs(NOW - milliseconds);
}

export type MessageSeed = Partial<{
  readonly origin: Message['origin'];
  readonly person: number | null;
  readonly text: string | null;
  readonly kind: Message['kind'];
  readonly status: Message['status'];
  readonly failureCode: number | null;
  readonly attempt: number;
  readonly delay: Message['delay'];
  readonly minutesAgo: number;
}>;

/** A message with what matters told and the rest made up. */
export function message(number: number, seed: MessageSeed): Message {
  const {
    origin = 'customer',
    person = null,
    text = '',
    kind = 'text',
    status = null,
    failureCode = null,
    attempt = 1,
    delay = null,
    minutesAgo = 0,
  } = seed;
  const at = ago(minutesAgo * MINUTE_MS);
  return messageSchema.parse({
    workspaceId: 1,
    conversation: 1,
    number,
    direction: origin === 'customer' ? 'inbound' : 'outbound',
    origin,
    person,
    kind,
    text,
    sentAt: at,
    receivedAt: at,
    status,
    statusAt: status === null ? null : at,
    attempt,
    failureCode,
    delay,
    commandId: null,
    seq: number,
    asOf: number,
  });
}

export type ConversationSeed = Partial<
  Pick<
    Conversation,
    'name' | 'phone' | 'lastMessage' | 'inboundCount' | 'readInbound' | 'turnHolder' | 'handoff' | 'lastInboundAt'
  >
>;

/** A conversation with what matters told and the rest made up. */
export function conversation(id: number, seed: ConversationSeed): Conversation {
  const { lastMessage = null } = seed;
  return conversationSchema.parse({
    workspaceId: 1,
    id: conversationIdSchema.parse(id),
    inbox: 1,
    name: null,
    phone: `+55119${String(40_000_000 + id * 7_654_321).slice(0, 8)}`,
    status: 'open',
    lastNumber: lastMessage?.number ?? 0,
    lastActivityAt: lastMessage?.sentAt ?? NOW,
    lastInboundAt: lastMessage?.sentAt ?? null,
    inboundCount: 4,
    readInbound: 4,
    turn: 0,
    turnHolder: 'anyone',
    handoff: null,
    asOf: 1,
    ...seed,
    lastMessage,
  });
}
