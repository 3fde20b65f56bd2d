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
import type { Arrival } from './events-of-change.ts';

export type ArrivalContext = {
  readonly inbox: InboxId;
  /** When the relay had the delivery. */
  readonly receivedAt: EpochMs;
};

/** What makes an arrived message the same when it comes again, in whatever delivery. */
export function arrivalKey(arrival: Arrival, inbox: InboxId): string {
  return `message/${inbox}/${arrival.providerId}`;
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
  const { inbox, receivedAt } = context;
  const place = await findPlace(lane, { identity: arrival.identity, inbox });
  const id = place.conversation ?? (await startConversation(lane, arrival, { ...context, contact: place.contact }));
  const conversation = must(await lane.findConversation(id), `conversation ${id}`);
  const message = messageNumberSchema.parse(conversation.lastNumber + 1);
  const appended = await lane.append({
    type: arrival.author === 'customer' ? 'message.received' : 'message.echoed',
    conversation: id,
    at: receivedAt,
    actor: { kind: arrival.author },
    body: { message, kind: arrival.text === null ? 'unsupported' : 'text', sentAt: arrival.sentAt },
    content: arrival.text === null ? null : { text: arrival.text },
    dedupeKey: arrivalKey(arrival, inbox),
  });
  if (appended === undefined) return undefined;
  if (isRenaming(arrival, conversation)) await rename(lane, arrival, { conversation: id, ...context });
  return { providerId: arrival.providerId, conversation: id, message };
}

async function startConversation(
  lane: PostgresLane,
  { author, identity, name }: Arrival,
  { inbox, receivedAt, contact }: ArrivalContext & { contact: number },
): Promise<ConversationId> {
  const conversation = lane.nextConversationId();
  await linkConversation(lane, { contact, inbox, conversation });
  await lane.append({
    type: 'conversation.started',
    conversation,
    at: receivedAt,
    actor: { kind: author },
    body: { inbox },
    content: {
      ...(name === null ? {} : { name }),
      ...(identity.phone === null ? {} : { phone: identity.phone }),
    },
    dedupeKey: `started/${conversation}`,
  });
  return conversation;
}

/** A message that was long under way does not bring an old name back. */
function isRenaming({ name, sentAt }: Arrival, conversation: Conversation): boolean {
  return name !== null && name !== conversation.name && sentAt >= (conversation.lastInboundAt ?? 0);
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
    content: { name: must(arrival.name, 'name') },
    dedupeKey: `renamed/${arrivalKey(arrival, inbox)}`,
  });
}
