import { expect, test } from 'vitest';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { mayWriteFreely, serviceWindowView } from './service-window-view.ts';

const HOUR_MS = 3_600_000;
const WROTE_AT = epochMs(Date.UTC(2026, 10, 22, 12));
const after = (hours: number) => serviceWindowView(WROTE_AT, epochMs(WROTE_AT + hours * HOUR_MS));

test('O2 the window is open for 24 hours, closing in the last four, urgent in the last, then closed', () => {
  expect([0, 19.9, 20, 20.1, 23, 23.1, 24, 25].map((hours) => after(hours).state)).toEqual([
    'open',
    'open',
    'open',
    'closing',
    'closing',
    'urgent',
    'closed',
    'closed',
  ]);
});

test('O2 free text may be written while the window is open, and never to a customer who has not written', () => {
  expect([after(0), after(23.9), after(24), serviceWindowView(null, WROTE_AT)].map(mayWriteFreely)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test('an open window tells what is left of it', () => {
  expect(after(22)).toEqual({ state: 'closing', until: WROTE_AT + 24 * HOUR_MS, left: 2 * HOUR_MS });
});
