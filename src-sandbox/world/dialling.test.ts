import { expect, test } from 'vitest';
import { morning } from '../play/morning/morning.ts';
import { countryOf, dialledNumber } from './dialling.ts';

test.each([
  ['353871234567', 'IE'],
  ['436641234567', 'AT'],
  ['41791234567', 'CH'],
  ['56912345678', 'CL'],
  ['573001234567', 'CO'],
  ['6591234567', 'SG'],
  ['14165550123', 'CA'],
  ['77011234567', 'KZ'],
  ['447700900123', 'GB'],
  ['999999999', 'ZZ'],
])('%s is a number of %s', (digits, country) => {
  expect(countryOf(digits)).toBe(country);
});

test('every customer of the morning has a country', () => {
  expect(morning.customers.filter(({ phone }) => countryOf(phone) === 'ZZ')).toEqual([]);
});

test.each([
  ['+353 87 123 4567', '442079460100', '353871234567'],
  ['7700900123', '442079460100', '447700900123'],
  ['871234567', '35316123456', '353871234567'],
])('%s from %s rings at %s', (to, business, rings) => {
  expect(dialledNumber(to, business)).toBe(rings);
});
