import type { Customer } from './customers.ts';

export type AddressBookEntry = {
  readonly customer: Customer;
  readonly fullName: string;
  readonly firstName: string | undefined;
  readonly atMs: number;
};

/** The names under which the owner keeps people on the business phone; only those with WhatsApp count (facts §2.4). */
export class AddressBook {
  readonly #entries = new Map<string, AddressBookEntry>();

  save(entry: AddressBookEntry): void {
    this.#entries.set(entry.customer.userId, entry);
  }

  /** False when they are not in it. */
  remove(customer: Customer): boolean {
    return this.#entries.delete(customer.userId);
  }

  all(): readonly AddressBookEntry[] {
    return [...this.#entries.values()];
  }
}
