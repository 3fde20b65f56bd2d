import type { WebhookPayload } from '../webhooks/envelope.ts';
import { inboundText, phoneEcho } from '../webhooks/envelope.ts';
import type { Time } from '../time.ts';
import type { BusinessAccount } from './account.ts';
import { Conversations, type CustomerMessage, type PhoneMessage } from './conversations.ts';
import { Customers } from './customers.ts';
import type { Ids, WaId } from './ids.ts';
import { Sends } from './sends.ts';

export type WorldDeps = {
  readonly account: BusinessAccount;
  readonly ids: Ids;
  readonly time: Time;
  readonly deliver: (payload: WebhookPayload) => void;
};

export type CustomerWriting = {
  readonly from: WaId;
  readonly name?: string | undefined;
  readonly text: string;
  /** When it was written; now, when left out. */
  readonly atMs?: number | undefined;
};

export type PhoneAnswer = { readonly to: WaId; readonly text: string; readonly atMs?: number | undefined };

/** The people on both sides: customers with WhatsApp, and the owner with the business phone. */
export class World {
  readonly customers: Customers;
  readonly conversations = new Conversations();
  readonly sends = new Sends();
  readonly #deps: WorldDeps;

  constructor(deps: WorldDeps) {
    this.#deps = deps;
    this.customers = new Customers(deps.ids);
  }

  customerWrites(writing: CustomerWriting): CustomerMessage {
    const { account, ids, time, deliver } = this.#deps;
    const customer = this.customers.meet(writing.from, writing.name);
    const message: CustomerMessage = {
      author: 'customer',
      wamid: ids.wamid(customer.waId),
      waId: customer.waId,
      text: writing.text,
      atMs: writing.atMs ?? time.nowMs(),
      readByBusiness: false,
    };
    this.conversations.record(message);
    deliver(inboundText(account, customer, message));
    return message;
  }

  /** The owner writes on the business phone; the relay hears of it as an echo. It opens no service window. */
  ownerAnswers(answer: PhoneAnswer): PhoneMessage {
    const { account, ids, time, deliver } = this.#deps;
    const customer = this.customers.meet(answer.to);
    const message: PhoneMessage = {
      author: 'phone',
      wamid: ids.wamid(customer.waId),
      waId: customer.waId,
      text: answer.text,
      atMs: answer.atMs ?? time.nowMs(),
    };
    this.conversations.record(message);
    deliver(phoneEcho(account, customer, message));
    return message;
  }
}
