import { expect, test } from 'vitest';

import { epochMs } from '../lib/epoch-ms.ts';
import { isServiceWindowOpen, serviceWindowEnd } from './service-window.ts';

const wrote = epochMs(1_790_000_000_000);
const day = 24 * 60 * 60 * 1000;

test('O2 the window is open for 24 hours after the customer wrote, to the millisecond', () => {
  expect(serviceWindowEnd(wrote)).toBe(wrote + day);
  expect(isServiceWindowOpen(wrote, epochMs(wrote + day - 1))).toBe(true);
  expect(isServiceWindowOpen(wrote, epochMs(wrote + day))).toBe(false);
});

test('O2 the window is closed for a customer who never wrote', () => {
  expect(isServiceWindowOpen(null, wrote)).toBe(false);
});
