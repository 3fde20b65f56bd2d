import type { Conversation } from '../../src-shared/domain/conversation.ts';
import { conversationIdSchema, messageNumberSchema, seqSchema } from '../../src-shared/domain/ids.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import { conversation, DAY_MS, HOUR_MS, message, NOW } from './seeds.ts';

/** In the scripts of the customers that coexistence is sold to. */
const FIRST_NAMES = [
  'Ana',
  'Priya',
  'أحمد',
  'अदिति',
  'Екатерина',
  'Budi',
  'Søren',
  '小雨',
  'Chukwuemeka',
  'Łucja',
  'יעל',
];
const LAST_NAMES = [
  'Silva',
  'Raghunathan',
  'المنصوري',
  'शर्मा',
  'Воробьёва',
  'Santoso',
  'Ødegård',
  '林',
  'Oluwaseun-Adebayo',
];
const LINES = [
  'Do you ship to Portugal?',
  '¿Tienen la silla en verde?',
  'هل المتجر مفتوح اليوم؟',
  'क्या मैं कल आ सकती हूँ?',
  'Спасибо, всё пришло!',
  'Apakah bisa diantar ke Bandung?',
  '好的，谢谢',
  'Ok 👍🏽',
  'I have been waiting for two hours now, can somebody please have a look at what is going on with my order?',
  'Posso pagar com Pix? O código que veio no e-mail não funciona mais.',
  'Obrigada!',
];
const GAP_MS = 47_000;
const EVERY_UNREAD = 5;
const EVERY_HANDOFF = 400;
const EVERY_NAMELESS = 23;

function pick<Item>(items: readonly Item[], index: number): Item {
  return must(items[index % items.length], 'an item to pick');
}

/**
 * `count` conversations, newest activity first, the same each time. One is parsed and the rest are made from it: parsing
 * 50,000 would be what one waits for.
 */
export function manyConversations(count: number): readonly Conversation[] {
  const model = conversation(1, { lastMessage: message(1, { text: '' }) });
  const line = must(model.lastMessage, 'the line of the model');
  return Array.from({ length: count }, (_, index) => {
    const at = epochMs(NOW - index * GAP_MS);
    const id = conversationIdSchema.parse(index + 1);
    return {
      ...model,
      id,
      name: index % EVERY_NAMELESS === 0 ? null : `${pick(FIRST_NAMES, index)} ${pick(LAST_NAMES, index * 7)}`,
      phone: `+5511${String(900_000_000 + index)}`,
      lastMessage: { ...line, conversation: id, text: pick(LINES, index * 3), sentAt: at, receivedAt: at },
      lastActivityAt: at,
      lastInboundAt: at,
      readInbound: index % EVERY_UNREAD === 0 ? 1 : model.inboundCount,
      handoff: index % EVERY_HANDOFF === 1 ? { seq: seqSchema.parse(1), at } : null,
    };
  });
}

/** `count` messages of one conversation over some months, oldest first, the same each time. */
export function manyMessages(count: number): readonly Message[] {
  const customer = message(1, {});
  const agent = message(1, { origin: 'agent', person: 1, status: 'read' });
  const span = 90 * DAY_MS;
  return Array.from({ length: count }, (_, index) => {
    const at = epochMs(NOW - HOUR_MS - Math.round((span * (count - 1 - index)) / count));
    const number = messageNumberSchema.parse(index + 1);
    const model = index % 3 === 1 ? agent : customer;
    return { ...model, number, text: pick(LINES, index * 3 + (index >> 4)), sentAt: at, receivedAt: at };
  });
}
