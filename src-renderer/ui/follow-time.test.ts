import { expect, test } from 'vitest';
import { epochMs, type EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { followTime, type Timekeeper } from './follow-time.ts';

const MINUTE_MS = 60_000;

/** A clock and timers as they are over a sleep: the clock goes on, and timers wait for as long as nobody slept. */
class SleepyTime {
  #now = 0;
  readonly #timers = new Map<() => void, number>();
  readonly #listeners = new Set<() => void>();

  readonly keeper: Timekeeper = {
    now: () => epochMs(this.#now),
    startTimer: (run, milliseconds) => {
      this.#timers.set(run, milliseconds);
      return () => this.#timers.delete(run);
    },
    onWake: (listener) => {
      this.#listeners.add(listener);
      return () => this.#listeners.delete(listener);
    },
  };

  get waiting(): readonly number[] {
    return [...this.#timers.values()];
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds;
    const waiting = [...this.#timers];
    for (const [run, rest] of waiting) {
      if (rest > milliseconds) this.#timers.set(run, rest - milliseconds);
      else if (this.#timers.delete(run)) run();
    }
  }

  sleep(milliseconds: number): void {
    this.#now += milliseconds;
    for (const listener of this.#listeners) listener();
  }
}

function following(): { time: SleepyTime; told: EpochMs[]; stop: () => void } {
  const time = new SleepyTime();
  time.pass(10_000);
  const told: EpochMs[] = [];
  return { time, told, stop: followTime(time.keeper, MINUTE_MS, (now) => told.push(now)) };
}

test('the time is told at each full minute', () => {
  const { time, told } = following();
  time.pass(49_000);
  expect(told).toEqual([]);
  time.pass(1000);
  time.pass(MINUTE_MS);
  expect(told).toEqual([MINUTE_MS, 2 * MINUTE_MS]);
});

test('the time is told as soon as the machine wakes up, and the next full minute is counted from then', () => {
  const { time, told } = following();
  time.sleep(11 * MINUTE_MS);
  expect(told).toEqual([11 * MINUTE_MS + 10_000]);
  expect(time.waiting).toEqual([50_000]);
});

test('who stops is told no more', () => {
  const { time, told, stop } = following();
  stop();
  time.pass(MINUTE_MS);
  time.sleep(MINUTE_MS);
  expect(told).toEqual([]);
});
