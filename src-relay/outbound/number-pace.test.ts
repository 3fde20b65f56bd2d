import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { afterArrivals, afterSend, fitsAt, numberPace, slowedDown } from './number-pace.ts';

const FIVE_MINUTES_MS = 300_000;

const LIMIT = 20;
const PACE = numberPace(LIMIT);
const START = 1_800_000_000_000;
const HOUR_MS = 3_600_000;

type Traffic = { readonly sends: readonly number[]; readonly arrivals: readonly number[] };

/** Sends whenever it fits, while customers write at these pauses; times in milliseconds. */
function saturate(pausesMs: readonly number[], forMs: number): Traffic {
  const sends: number[] = [];
  const arrivals: number[] = [];
  let paceUs = 0;
  let now = START;
  let nextArrival = START + (pausesMs[0] ?? forMs);
  while (now < START + forMs) {
    const sendAt = fitsAt(paceUs, PACE, { nowMs: now, bulk: false });
    if (nextArrival <= sendAt) {
      now = nextArrival;
      paceUs = afterArrivals(paceUs, PACE, { count: 1, nowMs: now });
      arrivals.push(now);
      nextArrival = now + (pausesMs[arrivals.length % pausesMs.length] ?? forMs);
    } else {
      now = sendAt;
      paceUs = afterSend(paceUs, PACE, now);
      sends.push(now);
    }
  }
  return { sends, arrivals };
}

/** The most messages, both ways, that Meta counts in the second that ends with a send of ours. */
function busiestSecond({ sends, arrivals }: Traffic): number {
  const all = [...sends, ...arrivals].toSorted((left, right) => left - right);
  let first = 0;
  let most = 0;
  for (const [last, at] of all.entries()) {
    while ((all[first] ?? 0) <= at - 1000) first += 1;
    if (sends.includes(at)) most = Math.max(most, last - first + 1);
  }
  return most;
}

test('W1 G10 an hour of saturation stays within 15 a second, and never comes to the limit', () => {
  const { sends } = saturate([], HOUR_MS);
  expect(sends.length).toBeGreaterThan(15 * 3600 - 10);
  expect(sends.length).toBeLessThan(15 * 3600 + 10);
  const most = Math.max(
    ...sends.map((at, index) => sends.slice(index, index + 25).filter((later) => later < at + 1000).length),
  );
  expect(most).toBeLessThanOrEqual(LIMIT - 2);
});

test('W1 G10 however customers write, no send of ours is the one too many', () => {
  const pauses = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(pauses, (pausesMs) => {
      fc.pre(pausesMs.some((pause) => pause > 0));
      expect(busiestSecond(saturate(pausesMs, 10_000))).toBeLessThanOrEqual(LIMIT);
    }),
    { numRuns: 200 },
  );
});

test('W1 a backlog of a day holds replies back for a second, and no longer', () => {
  const paceUs = afterArrivals(0, PACE, { count: 100_000, nowMs: START });
  expect(fitsAt(paceUs, PACE, { nowMs: START, bulk: false })).toBe(START + 1000);
});

test('W2 while bulk goes out as fast as it may, a reply fits at once', () => {
  let paceUs = 0;
  let now = START;
  for (let sent = 0; sent < 1000; sent += 1) {
    now = fitsAt(paceUs, PACE, { nowMs: now, bulk: true });
    paceUs = afterSend(paceUs, PACE, now);
    expect(fitsAt(paceUs, PACE, { nowMs: now, bulk: false })).toBe(now);
  }
  expect(now - START).toBeGreaterThan(66_000);
});

test('a number that was too fast keeps quiet until it may', () => {
  const paceUs = slowedDown(0, PACE, START + 5000);
  expect(fitsAt(paceUs, PACE, { nowMs: START, bulk: false })).toBe(START + 5000);
});

test('a moment that a wrong clock wrote is not believed', () => {
  const tomorrow = (START + 24 * HOUR_MS) * 1000;
  expect(fitsAt(tomorrow, PACE, { nowMs: START, bulk: false })).toBe(START);
  const longest = slowedDown(0, PACE, START + FIVE_MINUTES_MS);
  expect(fitsAt(longest, PACE, { nowMs: START, bulk: false })).toBe(START + FIVE_MINUTES_MS);
});
