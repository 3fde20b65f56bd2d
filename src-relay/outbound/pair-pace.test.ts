import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  afterPairAcceptance,
  afterPairRefusal,
  afterPairSend,
  NEVER_WRITTEN_TO,
  pairFitsAt,
  type PairPace,
} from './pair-pace.ts';

const START = 1_800_000_000_000;

/** Meta's own count: n messages that go within 6 seconds are paid back n × 6 seconds after the first (facts §5.10). */
class Meta {
  #startedAt = 0;
  #count = 0;

  takes(at: number): boolean {
    const isPaid = at >= this.#startedAt + this.#count * 6000;
    if (!isPaid && (at >= this.#startedAt + 6000 || this.#count >= 45)) return false;
    if (isPaid) this.#startedAt = at;
    this.#count = isPaid ? 1 : this.#count + 1;
    return true;
  }
}

function waitsOf(pace: PairPace, count: number): number[] {
  let [now, current] = [START, pace];
  return Array.from({ length: count }, () => {
    const at = pairFitsAt(current, now);
    const wait = at - now;
    now = at;
    current = afterPairSend(current, now);
    return wait;
  });
}

test('W3 ten messages go at once, and the next one waits until they are paid back', () => {
  expect(waitsOf(NEVER_WRITTEN_TO, 11)).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 60_500]);
});

test('W3 whenever an agent writes, and however long calls take, Meta never finds it too much', () => {
  const messages = fc.array(
    fc.record({ pause: fc.integer({ min: 0, max: 15_000 }), takes: fc.integer({ min: 0, max: 450 }) }),
    { minLength: 1, maxLength: 60 },
  );
  fc.assert(
    fc.property(messages, (written) => {
      const meta = new Meta();
      let [now, pace]: [number, PairPace] = [START, NEVER_WRITTEN_TO];
      for (const { pause, takes } of written) {
        now = pairFitsAt(pace, now + pause);
        pace = afterPairSend(pace, now);
        now += takes;
        expect(meta.takes(now)).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});

test('W3 a person written to too often is left alone for 1, 4, 16 … seconds, at most 5 minutes', () => {
  let pace = afterPairSend(NEVER_WRITTEN_TO, START);
  const waits = [1, 2, 3, 4, 5, 6].map(() => {
    pace = afterPairRefusal(pace, START);
    return pairFitsAt(pace, START) - START;
  });
  expect(waits).toEqual([1000, 4000, 16_000, 64_000, 256_000, 300_000]);
  pace = afterPairRefusal(afterPairAcceptance(afterPairSend(pace, START + 300_000)), START + 300_000);
  expect(pairFitsAt(pace, START + 300_000)).toBe(START + 301_000);
});
