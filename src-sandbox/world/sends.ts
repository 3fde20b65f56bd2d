import type { Content } from './content.ts';
import type { Customer } from './customers.ts';
import type { Wamid } from './ids.ts';
import type { PriceClass } from './pricing.ts';

/** What becomes of an accepted send: the customer gets it, or Meta reports that they don't. */
export type Fate = { readonly kind: 'reaches' } | { readonly kind: 'fails'; readonly code: number };

export type AcceptedSend = {
  readonly wamid: Wamid;
  /** Exactly as the caller addressed it. */
  readonly input: string;
  readonly addressedBy: 'phone' | 'user_id';
  /** Digits dialled; absent when addressed by user id. */
  readonly waId: string | undefined;
  readonly customer: Customer | undefined;
  readonly content: Content;
  /** One line that stands for it: of a template, the body with its variables filled. */
  readonly text: string;
  readonly replyTo: string | undefined;
  readonly bizOpaqueCallbackData: string | undefined;
  readonly acceptedAtMs: number;
  readonly priceClass: PriceClass;
  /** What the answer says of a template; of other messages it says nothing (facts §5.2). */
  readonly messageStatus: 'accepted' | 'held_for_quality_assessment' | undefined;
  readonly fate: Fate;
};

/** Every API send that reached Meta and was accepted, oldest first. */
export class Sends {
  readonly #byWamid = new Map<string, AcceptedSend>();

  record(send: AcceptedSend): void {
    this.#byWamid.set(send.wamid, send);
  }

  find(wamid: string): AcceptedSend | undefined {
    return this.#byWamid.get(wamid);
  }

  all(): readonly AcceptedSend[] {
    return [...this.#byWamid.values()];
  }
}
