import { z } from 'zod';
import { countryOf } from './dialling.ts';
import { waIdSchema, type Bsuid, type Ids, type WaId } from './ids.ts';
import { WorldRefusal } from './refusal.ts';

/** What a customer decides about themselves on their own phone. */
export type Profile = {
  readonly name?: string | undefined;
  /** Display only, without `@` (facts §3.2). */
  readonly username?: string | undefined;
  /** With a username, the phone number stays out of webhooks (facts §3.3). */
  readonly hidesPhone?: boolean | undefined;
  /** Read receipts are off: `read` never comes (facts §2.2). */
  readonly hidesReceipts?: boolean | undefined;
  /** The business's chat lies open on their screen: `delivered` may never come (facts §2.2). */
  readonly chatOpen?: boolean | undefined;
  /** Known under a parent id too, as with linked portfolios (facts §3.2). */
  readonly parentUserId?: string | undefined;
};

export type Customer = Profile & { readonly waId: WaId; readonly userId: Bsuid };

/** `c17`: the seventeenth customer met, or, when nobody has that place yet, somebody with a number made from it. */
export const aliasSchema = z
  .string()
  .regex(/^c[1-9]\d{0,4}$/, 'c and a number from 1 to 99999, such as c17')
  .brand<'Alias'>();
export type Alias = z.infer<typeof aliasSchema>;

const PHONE_STAYS_KNOWN_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Everyone who has WhatsApp in this world. A customer keeps the ids given at the first meeting until they change their
 * number; what they say of themselves can change any time.
 */
export class Customers {
  readonly #ids: Ids;
  readonly #businessNumber: string;
  readonly #byWaId = new Map<string, Customer>();
  readonly #waIdByUserId = new Map<string, WaId>();
  readonly #waIdByAlias = new Map<string, WaId>();
  readonly #aliasByWaId = new Map<string, Alias>();
  readonly #phoneUsedMs = new Map<string, number>();
  #lastPlace = 0;

  /** `businessNumber`, in digits, is nobody's customer. */
  constructor(ids: Ids, businessNumber: string) {
    this.#ids = ids;
    this.#businessNumber = businessNumber;
  }

  /** The customer with that number, who gets WhatsApp now if they did not have it. What is left out stays as it was. */
  meet(waId: WaId, profile: Profile = {}): Customer {
    this.#refuseBusiness(waId);
    const known = this.#byWaId.get(waId);
    const customer = { ...known, ...given(profile), waId, userId: known?.userId ?? this.#ids.bsuid(countryOf(waId)) };
    this.#byWaId.set(waId, customer);
    this.#waIdByUserId.set(customer.userId, waId);
    if (!this.#aliasByWaId.has(waId)) this.#seat(waId, this.#freeAlias());
    return customer;
  }

  /** As `meet`, for a place in the row of customers. */
  meetAlias(alias: Alias, profile: Profile = {}): Customer {
    const waId = this.#waIdByAlias.get(alias) ?? waIdSchema.parse(`4477009${alias.slice(1).padStart(5, '0')}`);
    if (!this.#aliasByWaId.has(waId)) this.#seat(waId, alias);
    return this.meet(waId, profile);
  }

  byWaId(waId: string): Customer | undefined {
    return this.#byWaId.get(waId);
  }

  byUserId(userId: string): Customer | undefined {
    const waId = this.#waIdByUserId.get(userId);
    return waId === undefined ? undefined : this.#byWaId.get(waId);
  }

  byAlias(alias: string): Customer | undefined {
    const waId = this.#waIdByAlias.get(alias);
    return waId === undefined ? undefined : this.#byWaId.get(waId);
  }

  aliasOf(customer: Customer): string {
    return this.#aliasByWaId.get(customer.waId) ?? '';
  }

  all(): readonly Customer[] {
    return [...this.#byWaId.values()];
  }

  /** Their number becomes another, and with it their user id (facts §3.2); their place in the row stays. */
  changeNumber(customer: Customer, to: WaId): Customer {
    this.#refuseBusiness(to);
    const moved = { ...customer, waId: to, userId: this.#ids.bsuid(countryOf(to)) };
    const alias = this.#aliasByWaId.get(customer.waId);
    this.#byWaId.delete(customer.waId);
    this.#aliasByWaId.delete(customer.waId);
    this.#waIdByUserId.delete(customer.userId);
    this.#byWaId.set(to, moved);
    this.#waIdByUserId.set(moved.userId, to);
    if (alias !== undefined) this.#seat(to, alias);
    return moved;
  }

  /** Their user id becomes another and their number stays (facts §3.5). */
  changeUserId(customer: Customer): Customer {
    const changed = { ...customer, userId: this.#ids.bsuid(countryOf(customer.waId)) };
    this.#waIdByUserId.delete(customer.userId);
    this.#byWaId.set(customer.waId, changed);
    this.#waIdByUserId.set(changed.userId, customer.waId);
    return changed;
  }

  /** The business addressed them by phone, which keeps the number in webhooks for 30 days (facts §3.3). */
  phoneUsed(waId: string, atMs: number): void {
    this.#phoneUsedMs.set(waId, atMs);
  }

  /** Whether webhooks carry their number (facts §3.3). */
  isPhoneShown(customer: Customer, nowMs: number): boolean {
    if (customer.hidesPhone !== true || customer.username === undefined) return true;
    const usedMs = this.#phoneUsedMs.get(customer.waId);
    return usedMs !== undefined && nowMs < usedMs + PHONE_STAYS_KNOWN_MS;
  }

  #refuseBusiness(waId: WaId): void {
    if (waId === this.#businessNumber) {
      throw new WorldRefusal(`${waId} is the business itself: a customer needs a number of their own.`);
    }
  }

  #seat(waId: WaId, alias: Alias): void {
    this.#waIdByAlias.set(alias, waId);
    this.#aliasByWaId.set(waId, alias);
  }

  #freeAlias(): Alias {
    do this.#lastPlace += 1;
    while (this.#waIdByAlias.has(`c${this.#lastPlace}`));
    return aliasSchema.parse(`c${this.#lastPlace}`);
  }
}

function given(profile: Profile): Profile {
  return Object.fromEntries(Object.entries(profile).filter(([, value]) => value !== undefined));
}
