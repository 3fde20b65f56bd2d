import type { Clock } from '../../src-shared/lib/clock.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';

export type Timekeeper = Clock & {
  readonly startTimer: StartTimer;
  /** Calls `listener` whenever timers may be late: the machine slept, or nobody looked. Returns the way to stop. */
  readonly onWake: (listener: () => void) => () => void;
};

/** Tells the time at each full `everyMs`, and at once after a sleep, which no timer notices. Returns the way to stop. */
export function followTime(
  { now, startTimer, onWake }: Timekeeper,
  everyMs: number,
  tell: (now: EpochMs) => void,
): () => void {
  let stopTimer: (() => void) | undefined;
  function waitForNext(): void {
    stopTimer?.();
    stopTimer = startTimer(look, everyMs - (now() % everyMs));
  }
  function look(): void {
    tell(now());
    waitForNext();
  }
  waitForNext();
  const stopWaking = onWake(look);
  return () => {
    stopTimer?.();
    stopWaking();
  };
}
