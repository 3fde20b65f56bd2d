import { commandIdSchema, type CommandId } from '../../src-shared/domain/ids.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { contactSchema, messageSchema, statusSchema, textSchema, type PayloadContact } from './payload.ts';
import type { PartContent } from './split-delivery.ts';
import type { UnrecognisedReason } from './unrecognised-reason.ts';

/** Whom a conversation is with: at least one of the two is known. */
export type Identity = { readonly userId: string | null; readonly phone: string | null };

/** A message that came from outside: written by the customer, or by the owner on the phone. */
export type Arrival = {
  readonly kind: 'arrival';
  readonly author: 'customer' | 'phone';
  readonly providerId: string;
  readonly sentAt: EpochMs;
  readonly identity: Identity;
  readonly name: string | null;
  /** Null for what has no text or can't be shown yet. */
  readonly text: string | null;
  /** Set where the message is shown by a placeholder because we do not know its shape. */
  readonly doubt: UnrecognisedReason | null;
};

export type ProviderStatus = 'sent' | 'failed' | 'delivered' | 'read' | 'played';

/** The provider knows more about a message that was sent. */
export type StatusUpdate = {
  readonly kind: 'status';
  readonly providerId: string;
  readonly status: ProviderStatus;
  readonly failureCode: number | null;
  /** What we gave along when sending; null for messages of others. */
  readonly commandId: CommandId | null;
};

/** What a part of a delivery means to us. */
export type Meaning = Arrival | StatusUpdate | { readonly kind: 'unrecognised'; readonly reason: UnrecognisedReason };

/** Kinds of message that are shown by a placeholder for now. */
const PLACEHOLDER_TYPES: ReadonlySet<string> = new Set([
  'audio',
  'button',
  'contacts',
  'document',
  'ephemeral',
  'image',
  'interactive',
  'location',
  'media_placeholder',
  'order',
  'request_welcome',
  'sticker',
  'unknown',
  'unsupported',
  'video',
  'voice',
]);

/** Kinds that say something about another message or about the contact, and are no message themselves. */
const NOT_MESSAGES: ReadonlySet<string> = new Set(['edit', 'reaction', 'revoke', 'system']);

const STATUSES: Readonly<Record<string, ProviderStatus>> = {
  sent: 'sent',
  failed: 'failed',
  delivered: 'delivered',
  read: 'read',
  played: 'played',
};

/** Reads one part of a delivery. Pure and total: what has no known shape is unrecognised. */
export function readMeaning(content: PartContent): Meaning {
  switch (content.kind) {
    case 'message':
      return readArrival(content.element, content.contact, 'customer');
    case 'echo':
      return readArrival(content.element, content.contact, 'phone');
    case 'status':
      return readStatus(content.element);
    case 'unrecognised':
      return unrecognised(content.reason);
  }
}

function unrecognised(reason: UnrecognisedReason): Meaning {
  return { kind: 'unrecognised', reason };
}

function readArrival(element: unknown, rawContact: unknown, author: Arrival['author']): Meaning {
  const parsed = messageSchema.safeParse(element);
  if (!parsed.success) return unrecognised('unexpected_shape');
  const message = parsed.data;
  if (message.group_id !== undefined) return unrecognised('group');
  if (NOT_MESSAGES.has(message.type)) return unrecognised('unsupported_type');
  const contact = contactSchema.safeParse(rawContact).data;
  const identity =
    author === 'customer'
      ? identityOf(message.from_user_id, message.from, contact)
      : identityOf(message.to_user_id, message.to, contact);
  if (identity.userId === null && identity.phone === null) return unrecognised('no_person');
  return {
    kind: 'arrival',
    author,
    providerId: message.id,
    sentAt: message.timestamp,
    identity,
    name: nameOf(contact),
    ...readText(message.type, message.text),
  };
}

function identityOf(
  userId: string | undefined,
  phone: string | undefined,
  contact: PayloadContact | undefined,
): Identity {
  return { userId: userId ?? contact?.user_id ?? null, phone: phone ?? contact?.wa_id ?? null };
}

function nameOf(contact: PayloadContact | undefined): string | null {
  const { name, username } = contact?.profile ?? {};
  return name ?? (username === undefined ? null : `@${username.replace(/^@/, '')}`);
}

function readText(type: string, text: unknown): Pick<Arrival, 'text' | 'doubt'> {
  if (PLACEHOLDER_TYPES.has(type)) return { text: null, doubt: null };
  if (type !== 'text') return { text: null, doubt: 'unknown_type' };
  const parsed = textSchema.safeParse(text);
  return parsed.success ? { text: parsed.data.body, doubt: null } : { text: null, doubt: 'unexpected_shape' };
}

function readStatus(element: unknown): Meaning {
  const parsed = statusSchema.safeParse(element);
  if (!parsed.success) return unrecognised('unexpected_shape');
  const { id, status, errors, biz_opaque_callback_data: callbackData } = parsed.data;
  const known = Object.hasOwn(STATUSES, status) ? STATUSES[status] : undefined;
  if (known === undefined) return unrecognised('unknown_status');
  return {
    kind: 'status',
    providerId: id,
    status: known,
    failureCode: known === 'failed' ? (errors?.[0]?.code ?? null) : null,
    commandId: commandIdSchema.safeParse(callbackData).data ?? null,
  };
}
