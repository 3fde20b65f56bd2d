/** Pricing of service messages per business number (facts §6.3, §2.2). */
export type Pricing = {
  readonly billable: boolean;
  readonly pricing_model: 'PMP';
  readonly type: 'free_customer_service' | 'regular';
  readonly category: 'service';
};

const FREE_SERVICE_MESSAGES_PER_MONTH = 1000;
const SERVICE_MESSAGES_BILLED_FROM_MS = Date.UTC(2026, 9, 1);

/** From October 2026 a number's first 1 000 service messages of a month are free and later ones billed. */
export class PriceList {
  readonly #countByMonth = new Map<string, number>();

  priceOfServiceMessage(atMs: number): Pricing {
    const month = new Date(atMs).toISOString().slice(0, 7);
    const count = (this.#countByMonth.get(month) ?? 0) + 1;
    this.#countByMonth.set(month, count);
    const isBilled = atMs >= SERVICE_MESSAGES_BILLED_FROM_MS && count > FREE_SERVICE_MESSAGES_PER_MONTH;
    return {
      billable: isBilled,
      pricing_model: 'PMP',
      type: isBilled ? 'regular' : 'free_customer_service',
      category: 'service',
    };
  }
}
