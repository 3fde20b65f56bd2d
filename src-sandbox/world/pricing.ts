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
 * Prices of a business number (facts §6.3). From October 2026 its first 1 000 service messages of a month are free and
 * later ones billed; templates are billed, inside the service window too; reactions are free and not counted.
 */
export class PriceList {
  readonly #countByMonth = new Map<string, number>();

  /** The price of a message that is delivered at that time. */
  priceOf(priceClass: PriceClass, atMs: number): Pricing {
    switch (priceClass) {
      case 'service':
        return service(this.#isBilledService(atMs));
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

  #isBilledService(atMs: number): boolean {
    const month = new Date(atMs).toISOString().slice(0, 7);
    const count = (this.#countByMonth.get(month) ?? 0) + 1;
    this.#countByMonth.set(month, count);
    return atMs >= SERVICE_MESSAGES_BILLED_FROM_MS && count > FREE_SERVICE_MESSAGES_PER_MONTH;
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
