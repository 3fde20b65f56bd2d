import { getRandomValues, randomUUID } from 'node:crypto';

import type { Clock } from '../src-shared/lib/clock.ts';
import { epochMs } from '../src-shared/lib/epoch-ms.ts';
import type { RandomBytes } from '../src-shared/lib/random.ts';
import type { StartTimer } from '../src-shared/lib/timers.ts';

/** Time and chance, as the relay gets them from outside. */
export type Surroundings = {
  readonly clock: Clock;
  /** Milliseconds since some moment; never goes back, whatever is done to the clock. */
  readonly monotonic: () => number;
  readonly random: RandomBytes;
  readonly startTimer: StartTimer;
  readonly makeEpoch: () => string;
};

/** The machine's own clock, timers and randomness. */
export const systemSurroundings: Surroundings = {
  clock: { now: () => epochMs(Date.now()) },
  monotonic: () => performance.now(),
  random: (bytes) => getRandomValues(bytes),
  startTimer: (run, milliseconds) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
  makeEpoch: () => randomUUID(),
};
