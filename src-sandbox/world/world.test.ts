import { describe, expect, test } from 'vitest';
import { countryOf, dialledNumber } from './dialling.ts';
import { PriceList } from './pricing.ts';
import { furtherStatus } from './status.ts';

const NOVEMBER_MS = Date.UTC(2026, 10, 20);
const DECEMBER_MS = Date.UTC(2026, 11, 1);

function deliver(prices: PriceList, count: number, atMs: number): string {
  const last = Array.from({ length: count }, () => prices.delivered('service', atMs)).at(-1);
  return `${last?.type} ${last?.billable}`;
}

describe('prices', () => {
  test('the first thousand service messages of a month are free, the next is billed', () => {
    const prices = new PriceList();
    expect(deliver(prices, 1000, NOVEMBER_MS)).toBe('free_customer_service false');
    expect(deliver(prices, 1, NOVEMBER_MS)).toBe('regular true');
    expect(deliver(prices, 1, DECEMBER_MS)).toBe('free_customer_service false');
  });

  test('what is not delivered uses none of them up, and neither does a reaction', () => {
    const prices = new PriceList();
    for (let count = 0; count < 1500; count += 1) {
      prices.expected('service', NOVEMBER_MS);
      prices.delivered('uncounted', NOVEMBER_MS);
    }
    expect(deliver(prices, 1000, NOVEMBER_MS)).toBe('free_customer_service false');
    expect(prices.expected('service', NOVEMBER_MS).type).toBe('regular');
  });

  test('before October 2026 every service message is free', () => {
    expect(deliver(new PriceList(), 1500, Date.UTC(2026, 8, 30))).toBe('free_customer_service false');
  });
});

describe('numbers', () => {
  test.each([
    ['491511234567', 'DE'],
    ['380501234567', 'UA'],
    ['12025550143', 'US'],
    ['999123456', 'ZZ'],
  ])('%s is a number of %s', (digits, country) => {
    expect(countryOf(digits)).toBe(country);
  });

  test('what is dialled keeps a number with + and prefixes one without', () => {
    expect(dialledNumber('+49 (151) 1234-567', '442079460100')).toBe('491511234567');
    expect(dialledNumber('7700900123', '442079460100')).toBe('447700900123');
    expect(dialledNumber('501234567', '380441234567')).toBe('380501234567');
  });
});

test('a status never goes down, and failed counts only before delivered', () => {
  expect(furtherStatus('read', 'delivered')).toBe('read');
  expect(furtherStatus('sent', 'failed')).toBe('failed');
  expect(furtherStatus('delivered', 'failed')).toBe('delivered');
  expect(furtherStatus('accepted', 'read')).toBe('read');
});
