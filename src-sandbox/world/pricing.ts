/** What a message is priced as: a template by its category, a free-form message as service, a reaction not at all. */
export type PriceClass = 'service' | 'marketing' | 'utility' | 'authentication' | 'uncounted';

/** What a status says of the price (facts §2.2). */
export type Pricing = {
  readonly billable: boolean;
  readonly pricing_model: 'PMP';
  readonly type: 'free_customer_service' | 'regular';
  readonly category: Exclude<PriceClass, 'uncounted'>;
};

const FREE_SERVICE_MESSAGES_PER_MONTH = 1000;
const SERVICE_MESSAGES_BILLED_FROM_MS = Date.UTC(2026, 9, 1);

/**
 * Prices of a business number (facts §6.3). From October 2026 its first 1 000 delivered service messages of a month are free and
 * later ones billed; templates are billed, inside the service window too; reactions are free and not counted.
 */
export class PriceList {
  readonly #countByMonth = new Map<string, number>();

  /** What a message that is on its way will cost, as far as can be told before it arrives. Counts nothing. */
  expected(priceClass: PriceClass, atMs: number): Pricing {
    return priceOf(priceClass, this.#isBilled(this.#countOf(atMs) + 1, atMs));
  }

  /** The price of a message that arrives at that time. Service messages are counted here, as only delivered ones are. */
  delivered(priceClass: PriceClass, atMs: number): Pricing {
    const count = this.#countOf(atMs) + 1;
    if (priceClass === 'service') this.#countByMonth.set(monthOf(atMs), count);
    return priceOf(priceClass, this.#isBilled(count, atMs));
  }

  #countOf(atMs: number): number {
    return this.#countByMonth.get(monthOf(atMs)) ?? 0;
  }

  #isBilled(count: number, atMs: number): boolean {
    return atMs >= SERVICE_MESSAGES_BILLED_FROM_MS && count > FREE_SERVICE_MESSAGES_PER_MONTH;
  }
}

function monthOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 7);
}

function priceOf(priceClass: PriceClass, isBilledService: boolean): Pricing {
  switch (priceClass) {
    case 'service':
      return service(isBilledService);
    case 'uncounted':
      return service(false);
    case 'marketing':
    case 'utility':
    case 'authentication':
      return { billable: true, pricing_model: 'PMP', type: 'regular', category: priceClass };
    default:
      return priceClass satisfies never;
  }
}

function service(isBilled: boolean): Pricing {
  return {
    billable: isBilled,
    pricing_model: 'PMP',
    type: isBilled ? 'regular' : 'free_customer_service',
    category: 'service',
  };
}
