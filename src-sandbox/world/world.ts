import type { Time } from '../time.ts';
import type { WebhookUpdate } from '../webhooks/envelope.ts';
import {
  inboundMessage,
  phoneEcho,
  systemMessage,
  type MessageItem,
  type Parties,
} from '../webhooks/message-update.ts';
import { wireError } from '../webhooks/wire-error.ts';
import { businessDigits, type BusinessAccount } from './account.ts';
import { Blocks } from './blocks.ts';
import type { Content } from './content.ts';
import { Conversations, type ChatMessage, type CustomerMessage, type PhoneMessage } from './conversations.ts';
import { Customers, type Customer } from './customers.ts';
import type { Ids, Wamid, WaId } from './ids.ts';
import { contextOf, type MessageLinks } from './message-context.ts';
import { edited, mayReactTo, mayRevoke } from './message-rules.ts';
import type { NumberConnection } from './number-connection.ts';
import { WorldRefusal } from './refusal.ts';
import { Sends } from './sends.ts';
import { opensWindow } from './service-window.ts';
import type { Throughput } from './throughput.ts';

export type WorldDeps = {
  readonly account: BusinessAccount;
  readonly ids: Ids;
  readonly time: Time;
  readonly throughput: Throughput;
  readonly connection: NumberConnection;
  readonly deliver: (update: WebhookUpdate) => void;
};

export type CustomerWriting = MessageLinks & {
  readonly from: WaId;
  readonly name?: string | undefined;
  readonly content: Content;
  /** When it was written; now, when left out. */
  readonly atMs?: number | undefined;
};

export const unsupportedCodes = [131051, 131060] as const;

export type UnsupportedWriting = Omit<CustomerWriting, 'content'> & {
  readonly code: (typeof unsupportedCodes)[number];
  /** What it would have been: `poll`, `edit`, … */
  readonly kind?: string | undefined;
};

/** Kinds of file that can be too large for Meta, or get lost on the way to it. */
export const lostFileKinds = ['image', 'video', 'audio', 'document'] as const;

export type LostFileWriting = Pick<CustomerWriting, 'from' | 'name' | 'atMs'> & {
  readonly kind: (typeof lostFileKinds)[number];
  readonly mimeType: string;
  readonly caption?: string | undefined;
};

const MEDIA_DOWNLOAD_ERROR = 131052;

export type PhoneAnswer = Pick<MessageLinks, 'replyTo' | 'forwarded'> & {
  readonly to: WaId;
  readonly content: Content;
  readonly atMs?: number | undefined;
};

/** Who acts: the customer on their phone, or the owner on the business phone. */
export type Actor = 'customer' | 'owner';

export type Edit = { readonly wamid: string; readonly text: string };
/** Without an emoji, the reaction is taken back. */
export type ReactionTo = { readonly wamid: string; readonly emoji?: string | undefined };

/**
 * The people on both sides: customers with WhatsApp, and the owner with the business phone. What they do is told to
 * the relay; what WhatsApp would not let them do throws a `WorldRefusal`.
 */
export class World {
  readonly customers: Customers;
  readonly conversations = new Conversations();
  readonly sends = new Sends();
  readonly blocks = new Blocks();
  readonly connection: NumberConnection;
  readonly #deps: WorldDeps;

  constructor(deps: WorldDeps) {
    this.#deps = deps;
    this.connection = deps.connection;
    this.customers = new Customers(deps.ids, businessDigits(deps.account));
  }

  customerWrites(writing: CustomerWriting): CustomerMessage {
    const customer = this.customers.meet(writing.from, { name: writing.name });
    const message: CustomerMessage = { ...this.#written(customer, writing), author: 'customer', readByBusiness: false };
    this.conversations.record(message);
    this.#tell('customer', customer, { ...itemOf(message), ...this.#links(customer, writing) });
    return message;
  }

  /** The owner writes on the business phone; the relay hears of it as an echo. It opens no service window. */
  ownerAnswers(answer: PhoneAnswer): PhoneMessage {
    const customer = this.customers.meet(answer.to);
    const message: PhoneMessage = { ...this.#written(customer, answer), author: 'phone' };
    this.conversations.record(message);
    this.#tell('owner', customer, { ...itemOf(message), ...this.#links(customer, answer) });
    return message;
  }

  /**
   * A message of which Meta tells nothing but an error: 131051 for types that the API does not know, 131060 for what
   * coexistence keeps away, whose content may follow (facts §2.1, §4.6).
   */
  customerSendsUnsupported({ code, kind, ...writing }: UnsupportedWriting): CustomerMessage {
    const content: Content = { type: 'unsupported', body: kind === undefined ? {} : { type: kind } };
    return this.#customerSendsInVain(
      { ...writing, content },
      { code, body: kind === undefined ? undefined : content.body },
    );
  }

  /** A file of over 100 MB, or one that Meta could not fetch: 131052, and no id (facts §5.4). */
  customerSendsLostFile({ kind, mimeType, caption, ...writing }: LostFileWriting): CustomerMessage {
    const words = caption === undefined ? {} : { caption };
    const content: Content = { type: kind, body: { mime_type: mimeType, ...words } };
    return this.#customerSendsInVain({ ...writing, content }, { code: MEDIA_DOWNLOAD_ERROR, body: content.body });
  }

  /** What an unsupported message says comes after all, under the same wamid (facts §4.6). */
  contentFollows(wamid: string, content: Content): void {
    const message = this.#ownMessage('customer', wamid);
    if (message.content.type !== 'unsupported') {
      throw new WorldRefusal(`${wamid} has its content already: only an unsupported message is followed by one.`);
    }
    this.conversations.fill(wamid, content);
    this.#tell('customer', this.customers.meet(message.waId), itemOf({ ...message, content }));
  }

  /** The owner goes through the sign-up again. Only what is written from now on opens a window (facts §4.6). */
  ownerOnboards(): void {
    this.connection.onboard();
    this.conversations.closeWindows();
  }

  /** They move to another number, and get another user id with it (facts §3.5). */
  customerChangesNumber(customer: Customer, to: WaId): Customer {
    const isTaken = this.customers.byWaId(to) !== undefined;
    if (isTaken) throw new WorldRefusal(`${to} has WhatsApp already: take a free number.`);
    const moved = this.customers.changeNumber(customer, to);
    this.conversations.move(customer.waId, to);
    const shown = this.parties(moved).isPhoneShown ? { wa_id: to } : {};
    const words = `${customer.name ?? 'The user'} changed their phone number`;
    this.#notice(customer, { body: words, type: 'user_changed_number', ...shown, user_id: moved.userId });
    return moved;
  }

  /** Their user id changes and their number stays (facts §3.5). */
  customerChangesUserId(customer: Customer): Customer {
    const changed = this.customers.changeUserId(customer);
    const words = `${customer.name ?? 'The user'} has a new user id`;
    const ids = { user_id: changed.userId, previous_user_id: customer.userId };
    this.#notice(customer, { body: words, type: 'user_changed_user_id', ...ids });
    return changed;
  }

  /** A text or a caption becomes another, within 15 minutes; the edit has a wamid of its own (facts §2.1). */
  edits(actor: Actor, { wamid, text }: Edit): Wamid {
    const message = this.#ownMessage(actor, wamid);
    const content = edited(message, text, this.#deps.time.nowMs());
    this.conversations.edit(wamid, content);
    const context = message.replyTo === undefined ? {} : { context: { id: message.replyTo } };
    return this.#tellOf(actor, message, {
      type: 'edit',
      body: {
        original_message_id: wamid,
        message: { ...context, type: content.type, [content.type]: content.body },
      },
    });
  }

  /** Deleted for everyone, within 2 days (facts §2.1). */
  revokes(actor: Actor, wamid: string): Wamid {
    const message = this.#ownMessage(actor, wamid);
    mayRevoke(message, this.#deps.time.nowMs());
    this.conversations.revoke(wamid);
    return this.#tellOf(actor, message, { type: 'revoke', body: { original_message_id: wamid } });
  }

  /** An emoji on any message of the chat of at most 30 days; a later one replaces it (facts §2.1). */
  reacts(actor: Actor, { wamid, emoji }: ReactionTo): Wamid {
    const message = this.#message(wamid);
    mayReactTo(message, this.#deps.time.nowMs());
    this.conversations.react(wamid, actor === 'owner' ? 'business' : 'customer', emoji);
    const body = { message_id: wamid, ...(emoji === undefined ? {} : { emoji }) };
    return this.#tellOf(actor, message, { type: 'reaction', body });
  }

  /** An id for a message in the chat with that customer. */
  newWamid({ waId }: Customer): Wamid {
    return this.#deps.ids.wamid(waId);
  }

  /** Between whom an update passes, as Meta shows it now. */
  parties(customer: Customer): Parties {
    const { account, time } = this.#deps;
    return { account, customer, isPhoneShown: this.customers.isPhoneShown(customer, time.nowMs()) };
  }

  /** A message whose content does not come: Meta tells an error of it, and as much of its body as there is. */
  #customerSendsInVain(
    writing: CustomerWriting,
    { code, body }: { readonly code: number; readonly body: Content['body'] | undefined },
  ): CustomerMessage {
    const customer = this.customers.meet(writing.from, { name: writing.name });
    const message: CustomerMessage = { ...this.#written(customer, writing), author: 'customer', readByBusiness: false };
    this.conversations.record(message);
    this.#tell('customer', customer, { ...itemOf(message), body, errors: [wireError(code)] });
    return message;
  }

  #written(customer: Customer, said: CustomerWriting | PhoneAnswer): Omit<PhoneMessage, 'author'> {
    const { ids, time } = this.#deps;
    const { content, replyTo, atMs = time.nowMs() } = said;
    return { wamid: ids.wamid(customer.waId), waId: customer.waId, content, atMs, replyTo };
  }

  #links(customer: Customer, links: MessageLinks): Pick<MessageItem, 'context' | 'referral'> {
    const { isPhoneShown } = this.parties(customer);
    const { account } = this.#deps;
    const hiddenWaId = isPhoneShown ? undefined : customer.waId;
    const context = contextOf({ account, conversations: this.conversations, hiddenWaId }, links);
    return { context, referral: links.referral };
  }

  #tellOf(actor: Actor, about: ChatMessage, act: Pick<MessageItem, 'type' | 'body'>): Wamid {
    const { ids, time } = this.#deps;
    const customer = this.customers.meet(about.waId);
    const item = { wamid: ids.wamid(customer.waId), atMs: time.nowMs(), ...act };
    this.#tell(actor, customer, item);
    return item.wamid;
  }

  /**
   * What happens on the phones while the number is cut off from the API stays there (facts §4.6), and what a blocked customer
   * does stays with them. What is told opens the service window, if it is of a kind that does.
   */
  #tell(actor: Actor, customer: Customer, item: MessageItem): void {
    const { connection, deliver, throughput } = this.#deps;
    if (actor === 'owner') connection.phoneUsed();
    const isUnheard = actor === 'customer' && this.blocks.has(customer);
    if (!connection.isConnected || isUnheard) return;
    if (actor === 'customer' && opensWindow(item)) this.conversations.heardFrom(customer.waId, item.atMs);
    throughput.countInbound();
    const parties = this.parties(customer);
    deliver(actor === 'owner' ? phoneEcho(parties, item) : inboundMessage(parties, item));
  }

  /** About the customer as the business knew them until now. */
  #notice(customer: Customer, body: Content['body']): void {
    const { connection, deliver, ids, time } = this.#deps;
    if (!connection.isConnected) return;
    const item = { wamid: ids.wamid(customer.waId), atMs: time.nowMs(), type: 'system', body };
    deliver(systemMessage(this.parties(customer), item));
  }

  #message(wamid: string): ChatMessage {
    const message = this.conversations.find(wamid);
    if (message !== undefined) return message;
    throw new WorldRefusal(`Nobody here knows ${wamid}: take a wamid from \`conversation\`.`);
  }

  /** Everybody edits and deletes their own; what the API sent can't be touched, not even on the phone (facts §4.7). */
  #ownMessage(actor: Actor, wamid: string): ChatMessage {
    const message = this.#message(wamid);
    if (message.author === (actor === 'owner' ? 'phone' : 'customer')) return message;
    throw new WorldRefusal(`${wamid} is no message of the ${actor}: people edit and delete their own only.`);
  }
}

function itemOf({ wamid, atMs, content }: ChatMessage): MessageItem {
  return { wamid, atMs, type: content.type, body: content.body };
}
