import type { Wamid, WaId } from './ids.ts';
import { furtherStatus, type DeliveryStatus } from './status.ts';

type Written = {
  readonly wamid: Wamid;
  readonly waId: WaId;
  readonly text: string;
  readonly atMs: number;
};

export type CustomerMessage = Written & {
  readonly author: 'customer';
  readonly readByBusiness: boolean;
};
export type PhoneMessage = Written & { readonly author: 'phone' };
type ApiMessage = Written & { readonly author: 'api'; readonly status: DeliveryStatus };
export type ChatMessage = CustomerMessage | PhoneMessage | ApiMessage;

/** The chats as WhatsApp keeps them: one per customer, in the order of timestamps, ties by arrival. */
export class Conversations {
  readonly #byWamid = new Map<string, ChatMessage>();
  readonly #chats = new Map<string, Wamid[]>();
  readonly #lastInboundMs = new Map<string, number>();

  record(message: ChatMessage): void {
    this.#byWamid.set(message.wamid, message);
    const chat = this.#chats.get(message.waId) ?? [];
    chat.push(message.wamid);
    this.#chats.set(message.waId, chat);
    if (message.author !== 'customer') return;
    const latestMs = Math.max(message.atMs, this.lastInboundMs(message.waId) ?? message.atMs);
    this.#lastInboundMs.set(message.waId, latestMs);
  }

  find(wamid: string): ChatMessage | undefined {
    return this.#byWamid.get(wamid);
  }

  with(waId: string): readonly ChatMessage[] {
    return (this.#chats.get(waId) ?? [])
      .flatMap((wamid) => this.#byWamid.get(wamid) ?? [])
      .toSorted((left, right) => left.atMs - right.atMs);
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
}
