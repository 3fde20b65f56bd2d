import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { reduceConversation, type Conversation } from '../../src-shared/domain/conversation.ts';
import { eventSchema, type Event, type SeenEvent } from '../../src-shared/domain/event.ts';
import { reduceMessage, type Message } from '../../src-shared/domain/message.ts';
import { must } from '../../src-shared/lib/must.ts';
import { statusKey, statusUpdateOf, type StatusUpdate } from './apply-status.ts';
import { arrivalKey, type Arrival } from './apply-arrival.ts';
import { readDelivery } from './read/read-delivery.ts';
import { echo, echoesChange, envelope, statusDelivery, textDelivery } from './testing/payloads.ts';
import { inboxIdSchema } from '../../src-shared/domain/ids.ts';

/** Cases, each of several deliveries. The same for the same seed. */
const CASES = { numRuns: 100_000, seed: 20_260_822 };
const INBOX = inboxIdSchema.parse(1);
const SENT_BY_US = 'wamid.ours';
const EPOCH_S = 1_790_000_000;
const SECONDS = 40;

const STATUSES = ['sent', 'delivered', 'read', 'failed'] as const;
/** What one delivery says: of a message, when it was written; of a status, that our message came so far. */
type Happening = { readonly kind: 'written' | 'echoed' | (typeof STATUSES)[number]; readonly second: number };

const someCase = fc.record({
  happenings: fc.uniqueArray(
    fc.record<Happening>({
      kind: fc.constantFrom('written', 'written', 'echoed', 'echoed', ...STATUSES),
      second: fc.nat({ max: SECONDS - 1 }),
    }),
    { minLength: 1, maxLength: 6, selector: (one) => (isArrival(one) ? one.second : one.kind) },
  ),
  /** Which of them come again, and where in the order each delivery ends up. */
  again: fc.array(fc.nat(), { maxLength: 6 }),
  places: fc.array(fc.nat(), { minLength: 12, maxLength: 12 }),
});

function isArrival({ kind }: Happening): boolean {
  return kind === 'written' || kind === 'echoed';
}

/** The body as the provider would send it. */
function bodyOf({ kind, second }: Happening): Buffer {
  const timestamp = String(EPOCH_S + second);
  const id = `wamid.${kind}.${second}`;
  if (kind === 'written') return Buffer.from(JSON.stringify(textDelivery(id, id, { timestamp })));
  if (kind === 'echoed') return Buffer.from(JSON.stringify(envelope(echoesChange(echo(id, id, { timestamp })))));
  const why = kind === 'failed' ? { errors: [{ code: 131_047 }] } : {};
  return Buffer.from(JSON.stringify(statusDelivery(SENT_BY_US, kind, { timestamp, ...why })));
}

/** What ingest makes of a delivery, before it looks anything up. */
type Reading = { readonly key: string; readonly arrival?: Arrival; readonly update?: StatusUpdate };

const read = new Map<string, Reading>();

/** Read once: that the same bytes say the same each time is shown by itself. */
function readingOf(one: Happening): Reading {
  const name = `${one.kind}/${isArrival(one) ? one.second : 0}`;
  const known = read.get(name) ?? freshReading(one);
  read.set(name, known);
  return known;
}

function freshReading(one: Happening): Reading {
  const [event] = readDelivery(bodyOf(one)).flatMap(({ events }) => events);
  if (event?.type === 'message.received' || event?.type === 'message.echoed') {
    return { key: arrivalKey(event, INBOX), arrival: event };
  }
  if (event?.type !== 'message.status') throw new Error(`a delivery says ${event?.type}`);
  const update = must(statusUpdateOf(event), 'a status');
  return { key: statusKey(update), update };
}

const common = { workspaceId: 1, v: 1, conversation: 1, at: EPOCH_S * 1000, contentHash: null } as const;
const customer = { kind: 'customer' } as const;
const STARTED = { ...common, seq: 1, type: 'conversation.started', actor: customer, body: { inbox: 1 } };
const ACCEPTED = {
  ...common,
  seq: 2,
  type: 'message.accepted',
  actor: { kind: 'agent', person: 1 },
  body: { message: 1, commandId: '0199a0b0-0000-7000-8000-000000000001', sentAt: (EPOCH_S - 60) * 1000 },
};

const events = new Map<string, Event>();

/** As the log would have checked it; each once, because it is the reducers that are looked at. */
function checked(name: string, event: object): Event {
  const known = events.get(name) ?? eventSchema.parse(event);
  events.set(name, known);
  return known;
}

/** The event that a reading becomes at this place of the log. */
function seenOf({ key, arrival, update }: Reading, seq: number, message: number): SeenEvent {
  const name = `${key}/${seq}/${message}`;
  if (arrival !== undefined) {
    const { type, content, at: sentAt } = arrival;
    const event = { ...common, seq, type, actor: customer, body: { message, kind: 'text', sentAt } };
    return { event: checked(name, event), content: content.kind === 'text' ? { text: content.text } : null };
  }
  const { status, failureCode } = must(update, 'a status');
  const body = { message: 1, attempt: 1, status, failureCode };
  return {
    event: checked(name, { ...common, seq, type: 'message.status', actor: { kind: 'system' }, body }),
    content: null,
  };
}

type State = { readonly conversation: Conversation; readonly messages: readonly Message[] };

/** The state that a log leaves whose events came of these deliveries, in this order. */
function stateAfter(deliveries: readonly Happening[]): State {
  let conversation = reduceConversation(undefined, { event: checked('started', STARTED), content: { name: 'Ada' } });
  const messages = new Map<number, Message>();
  const take = (number: number, seen: SeenEvent) => {
    conversation = reduceConversation(conversation, seen);
    messages.set(number, must(reduceMessage(messages.get(number), seen), 'a message'));
  };
  take(1, { event: checked('accepted', ACCEPTED), content: { text: 'ours' } });
  const arrived = new Set<string>();
  for (const [place, reading] of deliveries.map(readingOf).entries()) {
    // An arrival makes one event (L2). Statuses are reduced each time they come: it must not matter (S3).
    if (arrived.has(reading.key)) continue;
    if (reading.arrival !== undefined) arrived.add(reading.key);
    const number = reading.arrival === undefined ? 1 : conversation.lastNumber + 1;
    take(number, seenOf(reading, ACCEPTED.seq + 1 + place, number));
  }
  return { conversation, messages: [...messages.values()] };
}

/** What agents see, as text, whatever the numbers. Who has the turn, and what is unread, may depend on what came first (S5). */
function shown({ conversation, messages }: State): string {
  const { name, inboundCount, lastInboundAt, lastActivityAt, turn, lastMessage } = conversation;
  const inOrder = messages.toSorted((left, right) => left.sentAt - right.sentAt);
  const lines = inOrder.map((one) => [one.sentAt, one.origin, one.text, one.status, one.failureCode]);
  return JSON.stringify({ name, inboundCount, lastInboundAt, lastActivityAt, turn, last: lastMessage?.text, lines });
}

test('L2 S3 deliveries that come several times, in any order, leave what they leave when each comes once', () => {
  fc.assert(
    fc.property(someCase, ({ happenings, again, places }) => {
      const repeated = again.map((nth) => must(happenings[nth % happenings.length], 'a happening'));
      const shuffled = [...happenings, ...repeated]
        .map((one, index) => ({ one, place: must(places[index], 'a place') }))
        .toSorted((left, right) => left.place - right.place)
        .map(({ one }) => one);
      expect(shown(stateAfter(shuffled))).toBe(shown(stateAfter(happenings)));
    }),
    CASES,
  );
}, 120_000);

test('the same bytes say the same each time they are read', () => {
  const kinds = ['written', 'echoed', ...STATUSES] as const;
  for (const one of kinds.map((kind) => ({ kind, second: 1 }))) expect(freshReading(one)).toEqual(freshReading(one));
});
