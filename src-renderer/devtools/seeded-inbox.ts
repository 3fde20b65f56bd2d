import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import { seqSchema } from '../../src-shared/domain/ids.ts';
import { ago, conversation, DAY_MS, HOUR_MS, message } from './seeds.ts';

const DAY_MINUTES = 24 * 60;
/** Of the last message of every conversation of the list. */
const LAST_NUMBER = 20;
/** Of a message that comes in. */
export const NEXT_NUMBER = LAST_NUMBER + 1;

/** One afternoon of a shop: every provenance, every tick, several scripts. */
export const THREAD: readonly Message[] = [
  message(1, { text: 'Hello! Do you ship to Portugal?', minutesAgo: DAY_MINUTES + 200 }),
  message(2, {
    origin: 'bot',
    person: 3,
    status: 'read',
    text: 'Yes, we ship to all of the EU. Delivery to Portugal takes 3 to 5 working days.',
    minutesAgo: DAY_MINUTES + 199,
  }),
  message(3, { text: 'And how much is it?', minutesAgo: DAY_MINUTES + 190 }),
  message(4, {
    origin: 'agent',
    person: 2,
    status: 'read',
    text: '6.90 € up to 5 kg, free from 80 € on.',
    minutesAgo: DAY_MINUTES + 180,
  }),
  message(5, { text: 'Great, I ordered the blue one 🎉', minutesAgo: 190 }),
  message(6, { text: 'Order 10482', minutesAgo: 189 }),
  message(7, { origin: 'phone', text: 'Thank you! I just packed it myself, it leaves this evening.', minutesAgo: 160 }),
  message(8, { text: '❤️', minutesAgo: 158 }),
  message(9, { kind: 'unsupported', text: null, minutesAgo: 64 }),
  message(10, {
    text: 'Sorry, that was a poll by mistake. What I wanted to ask: can you still change the delivery address? We are moving next week, and I would rather have it sent to my sister at Rua das Flores 17, 4050-265 Porto.',
    minutesAgo: 60,
  }),
  message(11, { origin: 'agent', person: 1, status: 'read', text: 'Of course.', minutesAgo: 41 }),
  message(12, {
    origin: 'agent',
    person: 1,
    status: 'delivered',
    text: 'I have changed it to Rua das Flores 17, 4050-265 Porto. You will get a new tracking link within the hour.',
    minutesAgo: 40,
  }),
  message(13, { origin: 'agent', person: 1, status: 'sent', text: 'Anything else I can do for you?', minutesAgo: 3 }),
];

/** A conversation in which things went wrong. */
export const TROUBLED_THREAD: readonly Message[] = [
  message(1, { text: 'Is the shop open on Monday?', minutesAgo: 52 }),
  message(2, {
    origin: 'agent',
    person: 1,
    status: 'failed',
    failureCode: 131_056,
    text: 'Yes, from nine to six.',
    minutesAgo: 50,
  }),
  message(3, { origin: 'agent', person: 1, status: 'unknown', text: 'From nine to six, as always.', minutesAgo: 44 }),
  message(4, { origin: 'agent', person: 1, status: 'accepted', text: 'See you then!', minutesAgo: 2 }),
];

export const RTL_THREAD: readonly Message[] = [
  message(1, {
    text: 'مرحبا، هل يمكنني تغيير عنوان التوصيل؟ رقم الطلب 10482 وأريد إرساله إلى أختي في بورتو بدلا من ذلك.',
    minutesAgo: 30,
  }),
  message(2, { origin: 'agent', person: 1, status: 'read', text: 'بالتأكيد، تم التغيير.', minutesAgo: 28 }),
  message(3, { text: 'नमस्ते, क्या यह हिंदी में भी ठीक दिखता है? ऑर्डर नंबर 10482', minutesAgo: 20 }),
  message(4, { origin: 'phone', text: 'جی ہاں، شکریہ 🙏', minutesAgo: 18 }),
  message(5, {
    text: 'https://example.org/a-very-long-address-without-any-spaces/that-has-to-break-somewhere/because-the-bubble-is-not-wide-enough?x=1234567890',
    minutesAgo: 5,
  }),
  message(6, { text: '👍🏽', minutesAgo: 4 }),
];

const withTimeOf = (seed: Message) => ({ lastMessage: seed, lastInboundAt: seed.sentAt });
const last = (minutesAgo: number, text: string) => withTimeOf(message(LAST_NUMBER, { text, minutesAgo }));

function outbound(minutesAgo: number, text: string, rest: Parameters<typeof message>[1]): { lastMessage: Message } {
  return { lastMessage: message(LAST_NUMBER, { ...rest, text, minutesAgo }) };
}

/** A list with every mark that a row can bear. */
export const CONVERSATIONS: readonly Conversation[] = [
  conversation(1, {
    name: 'Mariana Duarte',
    ...outbound(3, 'Anything else I can do for you?', { origin: 'agent', person: 1, status: 'sent' }),
    lastInboundAt: ago(HOUR_MS),
  }),
  conversation(2, {
    name: 'Chukwuemeka Oluwaseun-Adebayo',
    ...last(6, 'I have been waiting for two hours now, can somebody please have a look?'),
    inboundCount: 7,
    readInbound: 4,
    handoff: { seq: seqSchema.parse(9), at: ago(5 * 60_000) },
  }),
  conversation(3, { name: 'أحمد المنصوري', ...last(18, 'جی ہاں، شکریہ 🙏 سأكون هناك غدا'), inboundCount: 5 }),
  conversation(4, {
    name: 'Priya Raghunathan',
    ...outbound(34, 'Thank you! It leaves this evening.', { origin: 'phone' }),
    turnHolder: 'phone',
    lastInboundAt: ago(21 * HOUR_MS),
  }),
  conversation(5, { name: 'अदिति शर्मा', ...last(70, 'क्या मैं कल आ सकती हूँ?'), inboundCount: 16, readInbound: 4 }),
  conversation(6, {
    name: null,
    ...outbound(130, 'Your table for four is booked.', { origin: 'bot', person: 3, status: 'delivered' }),
    turnHolder: 'bot',
    lastInboundAt: ago(23.4 * HOUR_MS),
  }),
  conversation(7, {
    name: 'Luca',
    ...outbound(26 * 60, 'I will call you on Monday.', { origin: 'agent', person: 2, status: 'read' }),
    lastInboundAt: ago(26 * HOUR_MS),
  }),
  conversation(8, {
    name: 'Sofía Hernández',
    ...outbound(27 * 60, 'The invoice is attached to the order.', {
      origin: 'agent',
      person: 1,
      status: 'failed',
      failureCode: 131_026,
    }),
    lastInboundAt: ago(30 * HOUR_MS),
  }),
  conversation(9, {
    name: 'Budi Santoso 🌴',
    lastMessage: message(LAST_NUMBER, { kind: 'unsupported', text: null, minutesAgo: 2 * 24 * 60 }),
    lastInboundAt: ago(2 * DAY_MS),
  }),
  conversation(10, { name: 'Екатерина Воробьёва', ...last(3 * 24 * 60, 'Спасибо, всё пришло!') }),
  conversation(11, { name: 'Tom O’Brien', ...last(9 * 24 * 60, 'Cheers') }),
  conversation(12, { name: '王小明', ...last(40 * 24 * 60, '好的，谢谢') }),
  conversation(13, { name: 'Amara', ...last(400 * 24 * 60, 'See you next year then') }),
  conversation(14, { name: 'Yusuf Demir', ...last(401 * 24 * 60, 'Tamam') }),
];

/** Names and words that find no room, with every mark a row can bear. */
export const LONG_NAMES: readonly Conversation[] = [
  conversation(21, {
    name: 'Dr. Maximiliane-Friederike von Hohenlohe-Waldenburg-Schillingsfürst (Lieferung nur vormittags)',
    ...last(2, 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'),
    inboundCount: 1400,
    readInbound: 100,
    handoff: { seq: seqSchema.parse(9), at: ago(5 * 60_000) },
    lastInboundAt: ago(23.4 * HOUR_MS),
  }),
  conversation(22, {
    name: 'عبد الرحمن بن عبد العزيز بن محمد بن سليمان آل الشيخ المنصوري — قسم المشتريات',
    ...last(4, 'السلام عليكم ورحمة الله وبركاته، أود الاستفسار عن موعد وصول الطلب رقم 10482 الذي طلبته الأسبوع الماضي'),
    inboundCount: 120,
    lastInboundAt: ago(21 * HOUR_MS),
  }),
  conversation(23, {
    name: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
    ...outbound(30, 'https://example.org/a/very/long/address/without/any/space/at/all/which/does/not/end', {
      origin: 'phone',
    }),
    turnHolder: 'phone',
    lastInboundAt: ago(23.9 * HOUR_MS),
  }),
  conversation(24, {
    name: '👩‍👩‍👧‍👦🌴🎉 Família Souza & Filhos Ltda. 🎉🌴👩‍👩‍👧‍👦 Matriz São Paulo',
    ...outbound(40, 'Sua mesa para quatro está reservada para amanhã às vinte horas e trinta minutos.', {
      origin: 'bot',
      person: 3,
      status: 'failed',
      failureCode: 131_026,
    }),
    turnHolder: 'bot',
  }),
  conversation(25, { name: '', ...last(50, '') }),
  conversation(26, { name: 'I', ...last(60, '.') }),
];
