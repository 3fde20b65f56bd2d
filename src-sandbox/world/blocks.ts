import type { Customer } from './customers.ts';

/**
 * The customers that the business blocked, in the order in which it did. A later send to them meets 130403 (facts §5.8). That
 * nothing of theirs reaches the business is WhatsApp's block as everybody knows it, which no page of the facts says (Conf L).
 */
export class Blocks {
  readonly #byUserId = new Map<string, Customer>();

  add(customer: Customer): void {
    this.#byUserId.set(customer.userId, customer);
  }

  remove(customer: Customer): void {
    this.#byUserId.delete(customer.userId);
  }

  has(customer: Customer): boolean {
    return this.#byUserId.has(customer.userId);
  }

  all(): readonly Customer[] {
    return [...this.#byUserId.values()];
  }
}
