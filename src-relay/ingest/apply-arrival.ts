import type { Conversation } from '../../src-shared/domain/conversation.ts';
import {
  messageNumberSchema,
  type ConversationId,
  type InboxId,
  type MessageNumber,
} from '../../src-shared/domain/ids.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { PostgresLane } from '../log/lane.ts';
import { findPlace, linkConversation } from './contacts.ts';
import type { ExpectedContacts } from './expected-contacts.ts';
import type { MessageEchoed, MessageReceived } from './events/message-events.ts';

/** A message that came from outside: written by the customer, or by the owner on the phone. */
export type Arrival = MessageReceived | MessageEchoed;

export type ArrivalContext = {
  readonly inbox: InboxId;
  /** When the relay had the delivery. */
  readonly receivedAt: EpochMs;
  readonly expected: ExpectedContacts;
};

/** What makes an arrived message the same when it comes again, in whatever delivery. */
export function arrivalKey(arrival: Arrival, inbox: InboxId): string {
  return `message/${inbox}/${arrival.id}`;
}

/** Which message of ours a provider's id stands for: later edits, reactions and receipts name it so. */
export type ProviderLink = {
  readonly providerId: string;
  readonly conversation: ConversationId;
  readonly message: MessageNumber;
};

/** Appends what an arrived message means; nothing, and no link, when it was here before. */
export async function applyArrival(
  lane: PostgresLane,
  arrival: Arrival,
  context: ArrivalContext,
): Promise<ProviderLink | undefined> {
  const { inbox, receivedAt, expected } = context;
  const place = await findPlace(lane, { person: arrival.person, inbox }, expected);
  const id = place.conversation ?? (await startConversation(lane, arrival, { ...context, contact: place.contact }));
  const conversation = must(await lane.findConversation(id), `conversation ${id}`);
  const message = messageNumberSchema.parse(conversation.lastNumber + 1);
  const text = arrival.content.kind === 'text' ? arrival.content.text : null;
  const appended = await lane.append({
    type: arrival.type,
    conversation: id,
    at: receivedAt,
    actor: authorOf(arrival),
    body: { message, kind: text === null ? 'unsupported' : 'text', sentAt: arrival.at },
    content: text === null ? null : { text },
    dedupeKey: arrivalKey(arrival, inbox),
  });
  if (appended === undefined) return undefined;
  if (isRenaming(arrival, conversation)) await rename(lane, arrival, { conversation: id, ...context });
  return { providerId: arrival.id, conversation: id, message };
}

async function startConversation(
  lane: PostgresLane,
  arrival: Arrival,
  { inbox, receivedAt, expected, contact }: ArrivalContext & { contact: number },
): Promise<ConversationId> {
  const conversation = lane.nextConversationId();
  const name = nameOf(arrival);
  const { phone } = arrival.person;
  expected.forget(arrival.person);
  await linkConversation(lane, { contact, inbox, conversation });
  await lane.append({
    type: 'conversation.started',
    conversation,
    at: receivedAt,
    actor: authorOf(arrival),
    body: { inbox },
    content: {
      ...(name === null ? {} : { name }),
      ...(phone === null ? {} : { phone }),
    },
    dedupeKey: `started/${conversation}`,
  });
  return conversation;
}

/** A message that was long under way does not bring an old name back. */
function isRenaming(arrival: Arrival, conversation: Conversation): boolean {
  const name = nameOf(arrival);
  return name !== null && name !== conversation.name && arrival.at >= (conversation.lastInboundAt ?? 0);
}

function nameOf({ person }: Arrival): string | null {
  return person.name ?? (person.username === null ? null : `@${person.username}`);
}

function authorOf({ type }: Arrival): { kind: 'customer' | 'phone' } {
  return { kind: type === 'message.received' ? 'customer' : 'phone' };
}

async function rename(
  lane: PostgresLane,
  arrival: Arrival,
  { conversation, inbox, receivedAt }: ArrivalContext & { conversation: ConversationId },
): Promise<void> {
  await lane.append({
    type: 'contact.renamed',
    conversation,
    at: receivedAt,
    actor: { kind: 'customer' },
    body: {},
    content: { name: must(nameOf(arrival), 'name') },
    dedupeKey: `renamed/${arrivalKey(arrival, inbox)}`,
  });
}
