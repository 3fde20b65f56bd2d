import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { Timekeeper } from '../ui/clock-context.tsx';

/** The clock and the timers of the window itself. */
export const browserTimekeeper: Timekeeper = {
  now: () => epochMs(Date.now()),
  startTimer: (run, milliseconds) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
};
