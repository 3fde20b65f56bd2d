import { expect, test } from 'vitest';
import { PriceList, type PriceClass } from './pricing.ts';

const NOVEMBER_MS = Date.UTC(2026, 10, 20);

test.each<PriceClass>(['marketing', 'utility', 'authentication'])('a %s template is billed', (category) => {
  expect(new PriceList().delivered(category, NOVEMBER_MS)).toEqual({
    billable: true,
    pricing_model: 'PMP',
    type: 'regular',
    category,
  });
});

test("reactions cost nothing, and use none of the month's free service messages", () => {
  const prices = new PriceList();
  for (let count = 0; count < 999; count += 1) prices.delivered('service', NOVEMBER_MS);
  const reaction = { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'service' };
  expect(prices.delivered('uncounted', NOVEMBER_MS)).toEqual(reaction);
  expect(prices.delivered('utility', NOVEMBER_MS).type).toBe('regular');
  expect(prices.delivered('service', NOVEMBER_MS).type).toBe('free_customer_service');
  expect(prices.delivered('service', NOVEMBER_MS).type).toBe('regular');
  expect(prices.delivered('uncounted', NOVEMBER_MS)).toEqual(reaction);
});
