import { countryOf } from './dialling.ts';
import type { Bsuid, Ids, WaId } from './ids.ts';

export type Customer = {
  readonly waId: WaId;
  readonly userId: Bsuid;
  readonly name: string | undefined;
};

/** Everyone who has WhatsApp in this world. A customer keeps the ids given at the first meeting; the name can change. */
export class Customers {
  readonly #ids: Ids;
  readonly #byWaId = new Map<string, Customer>();

  constructor(ids: Ids) {
    this.#ids = ids;
  }

  meet(waId: WaId, name?: string): Customer {
    const known = this.#byWaId.get(waId);
    if (known !== undefined && (name === undefined || name === known.name)) return known;
    const customer = { waId, userId: known?.userId ?? this.#ids.bsuid(countryOf(waId)), name };
    this.#byWaId.set(waId, customer);
    return customer;
  }

  byWaId(waId: string): Customer | undefined {
    return this.#byWaId.get(waId);
  }

  byUserId(userId: string): Customer | undefined {
    return this.all().find((customer) => customer.userId === userId);
  }

  all(): readonly Customer[] {
    return [...this.#byWaId.values()];
  }
}
