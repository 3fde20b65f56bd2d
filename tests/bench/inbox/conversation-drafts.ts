import {
  commandIdSchema,
  messageNumberSchema,
  personIdSchema,
  type ConversationId,
} from '../../../src-shared/domain/ids.ts';
import { inboxIdSchema } from '../../../src-shared/domain/ids.ts';
import { epochMs, type EpochMs } from '../../../src-shared/lib/epoch-ms.ts';
import { makeUuidV7 } from '../../../src-shared/lib/uuid-v7.ts';
import type { EventDraft } from '../../../src-relay/log/log.ts';

const INBOX = inboxIdSchema.parse(1);
const AGENTS = [1, 2].map((person) => personIdSchema.parse(person));
const MINUTE_MS = 60_000;
const PHONE_SHARE = 0.2;
const AGENT_SHARE = 0.55;
const UNSUPPORTED_SHARE = 0.57;
const HANDOFF_SHARE = 0.01;

const GIVEN = ['Ada', 'Bilal', 'Chen', 'Dalia', 'Emeka', 'Fátima', 'Grete', 'Hana', 'Ivan', 'Joana', 'किरण', 'Леся'];
const FAMILY = ['Almeida', 'Berg', 'Costa', 'Duarte', 'Eze', 'Fischer', 'García', 'Haddad', 'Ito', 'Jansen', 'Khan'];
const WORDS = 'when will my parcel arrive please the order has not come yet thank you is it possible to change size';
const TEXTS = [
  'Good morning! ☀️',
  'Спасибо, всё пришло вовремя',
  'नमस्ते, मेरा ऑर्डर कहाँ है?',
  '你好，可以换大一号吗？',
  'https://shop.example/orders/4711',
  '👍',
];

export type DraftedConversation = {
  readonly id: ConversationId;
  readonly messages: number;
  /** When its newest message was sent. */
  readonly newestAt: EpochMs;
  readonly random: () => number;
};

/** What the name of every contact and the text of every other message of a conversation holds, and no other's. */
function codeOf(id: number): string {
  return `k${String(id).padStart(6, '0')}`;
}

/** The events of one conversation: the customer, the phone and agents by turns, of every kind, with statuses. */
export function conversationDrafts(drafted: DraftedConversation): readonly EventDraft[] {
  const { id, messages, newestAt, random } = drafted;
  const startedAt = epochMs(newestAt - messages * MINUTE_MS);
  const started: EventDraft = {
    type: 'conversation.started',
    conversation: id,
    at: startedAt,
    actor: { kind: 'customer' },
    body: { inbox: INBOX },
    content: { name: `${pick(GIVEN, random)} ${pick(FAMILY, random)} ${codeOf(id)}`, phone: `+3519${10_000_000 + id}` },
    dedupeKey: `bench/started/${id}`,
  };
  const rest = Array.from({ length: messages }, (_none, index) => {
    const at = epochMs(newestAt - (messages - 1 - index) * MINUTE_MS);
    return messageDrafts({ ...drafted, number: index + 1, at });
  });
  return [started, ...rest.flat(), ...(random() < HANDOFF_SHARE ? [handoffDraft(id, newestAt)] : [])];
}

type DraftedMessage = DraftedConversation & { readonly number: number; readonly at: EpochMs };

function messageDrafts(drafted: DraftedMessage): readonly EventDraft[] {
  const { id, number, at, random } = drafted;
  const author = random();
  const message = messageNumberSchema.parse(number);
  const dedupeKey = `bench/${id}/${number}`;
  const common = { conversation: id, at };
  if (number > 1 && author >= PHONE_SHARE && author < AGENT_SHARE) return agentDrafts(drafted, dedupeKey);
  const isPhone = number > 1 && author < PHONE_SHARE;
  const isText = author < AGENT_SHARE || author > UNSUPPORTED_SHARE;
  return [
    {
      ...common,
      type: isPhone ? 'message.echoed' : 'message.received',
      actor: { kind: isPhone ? 'phone' : 'customer' },
      body: { message, kind: isText ? 'text' : 'unsupported', sentAt: at },
      content: isText ? { text: textOf(id, random) } : null,
      dedupeKey,
    },
  ];
}

function agentDrafts({ id, number, at, random }: DraftedMessage, dedupeKey: string): readonly EventDraft[] {
  const message = messageNumberSchema.parse(number);
  const commandId = commandIdSchema.parse(makeUuidV7({ now: () => at }, (bytes) => bytes.map(() => random() * 256)));
  const common = { conversation: id, at };
  return [
    {
      ...common,
      type: 'message.accepted',
      actor: { kind: 'agent', person: pick(AGENTS, random) },
      body: { message, commandId, sentAt: at },
      content: { text: textOf(id, random) },
      dedupeKey,
    },
    {
      ...common,
      type: 'message.status',
      actor: { kind: 'system' },
      body: { message, attempt: 1, status: pick(['sent', 'delivered', 'read'] as const, random), failureCode: null },
      content: null,
      dedupeKey: `${dedupeKey}/status`,
    },
  ];
}

function handoffDraft(id: ConversationId, at: EpochMs): EventDraft {
  return {
    type: 'handoff.requested',
    conversation: id,
    at,
    actor: { kind: 'bot', person: personIdSchema.parse(3) },
    body: {},
    content: { text: 'wants to speak with a person' },
    dedupeKey: `bench/${id}/handoff`,
  };
}

/** 375 bytes in the mean, as measured in real inboxes, and now and then a short one in another script. */
function textOf(id: number, random: () => number): string {
  const words = WORDS.split(' ');
  const length = Math.floor(random() ** 3 * 240);
  const rest = Array.from({ length }, () => pick(words, random)).join(' ');
  return `${codeOf(id)} ${pick(TEXTS, random)} ${rest}`;
}

function pick<One>(from: readonly One[], random: () => number): One {
  const index = Math.floor(random() * from.length);
  const found = from[index];
  if (found === undefined) throw new RangeError('nothing to pick from');
  return found;
}
