import type { Content } from './content.ts';
import type { Wamid, WaId } from './ids.ts';
import { furtherStatus, type DeliveryStatus } from './status.ts';

type Written = {
  readonly wamid: Wamid;
  readonly waId: WaId;
  readonly content: Content;
  readonly atMs: number;
  /** Wamid of the message that is quoted; may be one that nobody here knows (facts §2.1). */
  readonly replyTo?: string | undefined;
  readonly isEdited?: boolean | undefined;
  /** Deleted for everyone. */
  readonly isRevoked?: boolean | undefined;
};

export type CustomerMessage = Written & {
  readonly author: 'customer';
  readonly readByBusiness: boolean;
};
export type PhoneMessage = Written & { readonly author: 'phone' };
type ApiMessage = Written & { readonly author: 'api'; readonly status: DeliveryStatus };
export type ChatMessage = CustomerMessage | PhoneMessage | ApiMessage;

/** Who can put an emoji on a message: phone and API speak as one business. */
export type Reactor = 'customer' | 'business';
export type Reaction = { readonly by: Reactor; readonly emoji: string };

/** The chats as WhatsApp keeps them: one per customer, in the order of timestamps, ties by arrival. */
export class Conversations {
  readonly #byWamid = new Map<string, ChatMessage>();
  readonly #chats = new Map<string, Wamid[]>();
  readonly #lastInboundMs = new Map<string, number>();
  readonly #reactions = new Map<string, Map<Reactor, string>>();

  record(message: ChatMessage): void {
    this.#byWamid.set(message.wamid, message);
    const chat = this.#chats.get(message.waId) ?? [];
    chat.push(message.wamid);
    this.#chats.set(message.waId, chat);
  }

  /** The API heard of something that counts as a message: the service window reckons from the latest (facts §6.1). */
  heardFrom(waId: string, atMs: number): void {
    this.#lastInboundMs.set(waId, Math.max(atMs, this.lastInboundMs(waId) ?? atMs));
  }

  /** Nobody was heard from yet. */
  closeWindows(): void {
    this.#lastInboundMs.clear();
  }

  find(wamid: string): ChatMessage | undefined {
    return this.#byWamid.get(wamid);
  }

  with(waId: string): readonly ChatMessage[] {
    return (this.#chats.get(waId) ?? [])
      .flatMap((wamid) => this.#byWamid.get(wamid) ?? [])
      .toSorted((left, right) => left.atMs - right.atMs);
  }

  count(waId: string): number {
    return this.#chats.get(waId)?.length ?? 0;
  }

  lastInboundMs(waId: string): number | undefined {
    return this.#lastInboundMs.get(waId);
  }

  advanceStatus(wamid: string, status: DeliveryStatus): void {
    const message = this.#byWamid.get(wamid);
    if (message?.author !== 'api') return;
    this.#byWamid.set(wamid, { ...message, status: furtherStatus(message.status, status) });
  }

  /** Also marks the earlier messages of the chat (facts §5.5). False when it is no message of a customer. */
  markReadUpTo(wamid: string): boolean {
    const last = this.#byWamid.get(wamid);
    if (last?.author !== 'customer') return false;
    for (const message of this.with(last.waId)) {
      if (message.author === 'customer' && message.atMs <= last.atMs) {
        this.#byWamid.set(message.wamid, { ...message, readByBusiness: true });
      }
    }
    return true;
  }

  edit(wamid: string, content: Content): void {
    const message = this.#byWamid.get(wamid);
    if (message !== undefined) this.#byWamid.set(wamid, { ...message, content, isEdited: true });
  }

  /** What the message says has come at last. */
  fill(wamid: string, content: Content): void {
    const message = this.#byWamid.get(wamid);
    if (message !== undefined) this.#byWamid.set(wamid, { ...message, content });
  }

  revoke(wamid: string): void {
    const message = this.#byWamid.get(wamid);
    if (message !== undefined) this.#byWamid.set(wamid, { ...message, isRevoked: true });
  }

  /** One reaction per message and side: a new one replaces the last, an absent emoji removes it (facts §2.1). */
  react(wamid: string, by: Reactor, emoji: string | undefined): void {
    const reactions = this.#reactions.get(wamid) ?? new Map<Reactor, string>();
    if (emoji === undefined || emoji === '') reactions.delete(by);
    else reactions.set(by, emoji);
    this.#reactions.set(wamid, reactions);
  }

  reactionsTo(wamid: string): readonly Reaction[] {
    return [...(this.#reactions.get(wamid) ?? [])].map(([by, emoji]) => ({ by, emoji }));
  }

  /** The chat goes with its customer to a new number. */
  move(from: string, to: WaId): void {
    const chat = this.#chats.get(from) ?? [];
    this.#chats.delete(from);
    this.#chats.set(to, chat);
    for (const wamid of chat) {
      const message = this.#byWamid.get(wamid);
      if (message !== undefined) this.#byWamid.set(wamid, { ...message, waId: to });
    }
    const lastMs = this.#lastInboundMs.get(from);
    this.#lastInboundMs.delete(from);
    if (lastMs !== undefined) this.#lastInboundMs.set(to, lastMs);
  }
}
