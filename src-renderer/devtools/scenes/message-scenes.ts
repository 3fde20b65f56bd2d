import type { Message } from '../../../src-shared/domain/message.ts';
import { MAX_TEXT_LENGTH } from '../../../src-shared/domain/text-limits.ts';
import type { MessageStatus } from '../../../src-shared/domain/message-status.ts';
import { FAILURE_CODES } from '../../features/thread/failure-reason.ts';
import { CARD_OF_CODE, queuedHandoff, queuedSend } from '../queued-seeds.ts';
import { sceneOf, statusOf, threadOf, type Scene } from '../scene.ts';
import { NEXT_NUMBER, THREAD, TROUBLED_THREAD } from '../seeded-inbox.ts';
import { message, type MessageSeed } from '../seeds.ts';

/** How many messages of this size stand in a picture without scrolling. */
const CODES_PER_SCENE = 4;

const own: MessageSeed = { origin: 'agent', person: 1 };

/** One for each status. */
export const MESSAGE_OF_STATUS: Readonly<Record<MessageStatus, Message>> = {
  queued: message(2, { ...own, status: 'queued', text: 'Written, and still here.', minutesAgo: 50 }),
  accepted: message(3, { ...own, status: 'accepted', text: 'The relay has it.', minutesAgo: 43 }),
  unknown: message(4, { ...own, status: 'unknown', text: 'Nobody knows whether WhatsApp took it.', minutesAgo: 5 }),
  sent: message(5, { ...own, status: 'sent', text: 'WhatsApp took it.', minutesAgo: 29 }),
  failed: message(6, { ...own, status: 'failed', failureCode: 131_026, text: 'It went nowhere.', minutesAgo: 22 }),
  delivered: message(7, { ...own, status: 'delivered', text: 'It is on the phone.', minutesAgo: 15 }),
  read: message(8, { ...own, status: 'read', text: 'It was read.', minutesAgo: 8 }),
  played: message(9, { ...own, status: 'played', text: 'It was played.', minutesAgo: 1 }),
};

const LONG_WORDS = 'Guten Tag, ich wollte nur kurz nachfragen, wie es mit der Lieferung aussieht. ';

/** One for each origin: from a person, by itself, with nothing in it, long, deleted for this session. */
export const MESSAGES_OF_ORIGIN: Readonly<Record<Message['origin'], readonly Message[]>> = {
  customer: [
    message(1, { text: 'Can somebody look at my order?', minutesAgo: 90 }),
    message(2, { text: LONG_WORDS.repeat(6).trim(), minutesAgo: 89 }),
    message(3, { text: null, minutesAgo: 88 }),
    message(4, { kind: 'unsupported', text: null, minutesAgo: 87 }),
    message(5, { text: '🎉🎉🎉', minutesAgo: 86 }),
  ],
  bot: [message(6, { origin: 'bot', person: 3, status: 'read', text: 'I am asking a colleague.', minutesAgo: 70 })],
  phone: [
    message(7, { origin: 'phone', text: 'I have it here in the shop.', minutesAgo: 60 }),
    message(8, { origin: 'phone', kind: 'unsupported', text: null, minutesAgo: 59 }),
  ],
  agent: [
    message(9, { ...own, status: 'read', text: 'It leaves today.', minutesAgo: 40 }),
    message(10, { origin: 'agent', person: 2, status: 'read', text: LONG_WORDS.repeat(3).trim(), minutesAgo: 30 }),
    message(11, { origin: 'agent', person: 99, status: 'delivered', text: 'From a former colleague.', minutesAgo: 9 }),
  ],
};

/** As short and as long as WhatsApp takes them. */
const MESSAGES_OF_LENGTH: readonly Message[] = [
  message(1, { text: LONG_WORDS.repeat(60).slice(0, MAX_TEXT_LENGTH), minutesAgo: 30 }),
  message(2, { ...own, status: 'read', text: '👍', minutesAgo: 20 }),
  message(3, { text: '.', minutesAgo: 10 }),
];

function failed(code: number | null, index: number): Message {
  const text = code === null ? 'Without a code.' : `Message ${code}`;
  return message(index + 1, { ...own, status: 'failed', failureCode: code, text, minutesAgo: 50 - index * 6 });
}

function failureScenes(): Readonly<Record<string, () => Scene>> {
  const codes = [...FAILURE_CODES, null];
  const count = Math.ceil(codes.length / CODES_PER_SCENE);
  return Object.fromEntries(
    Array.from({ length: count }, (_, part) => {
      const shown = codes.slice(part * CODES_PER_SCENE, (part + 1) * CODES_PER_SCENE);
      return [`failures-${part + 1}`, () => sceneOf({ thread: threadOf(shown.map(failed)) })];
    }),
  );
}

function cardScenes(): Readonly<Record<string, () => Scene>> {
  return Object.fromEntries(
    Object.values(CARD_OF_CODE).map((card) => [
      `card-${(card.code ?? '').replaceAll('_', '-')}`,
      () => sceneOf({ status: statusOf({ pendingSends: 1 }), thread: threadOf(THREAD.slice(-4), { queued: [card] }) }),
    ]),
  );
}

const HANDOFFS = [
  queuedHandoff(201, 'waiting'),
  queuedHandoff(202, 'sending'),
  queuedHandoff(203, 'stale'),
  queuedHandoff(204, 'refused'),
];

/** What stands in a conversation. */
export const MESSAGE_SCENES: Readonly<Record<string, () => Scene>> = {
  origins: () => sceneOf({ thread: threadOf(Object.values(MESSAGES_OF_ORIGIN).flat()) }),
  lengths: () => sceneOf({ thread: threadOf(MESSAGES_OF_LENGTH) }),
  statuses: () => sceneOf({ thread: threadOf(Object.values(MESSAGE_OF_STATUS)) }),
  troubled: () => sceneOf({ thread: threadOf(TROUBLED_THREAD) }),
  ...failureScenes(),
  ...cardScenes(),
  sending: () =>
    sceneOf({
      status: statusOf({ pendingSends: 1 }),
      thread: threadOf(THREAD, { queued: [queuedSend(1, { state: 'sending', code: null, text: 'On its way.' })] }),
    }),
  'handoffs-queued': () => sceneOf({ thread: threadOf(THREAD.slice(-3), { queued: HANDOFFS }) }),
  'no-messages': () => sceneOf({ thread: threadOf([]) }),
  'older-running': () => sceneOf({ thread: threadOf(THREAD.slice(-3), { older: 'running' }) }),
  'older-offline': () => sceneOf({ thread: threadOf(THREAD.slice(-3), { older: 'offline' }) }),
  'failure-code': () =>
    sceneOf({
      thread: threadOf(TROUBLED_THREAD),
      steps: [{ does: 'press', control: (t) => t('message.show-code') }],
    }),
  'new-below': () =>
    sceneOf({
      steps: [
        { does: 'read_up' },
        { does: 'arrive', message: message(NEXT_NUMBER, { text: 'One more thing: do you gift-wrap?' }) },
        { does: 'arrive', message: message(NEXT_NUMBER + 1, { text: 'And could you add a card?' }) },
      ],
    }),
};
