import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { onWoke } from '../bridge/bridge.ts';
import type { Timekeeper } from '../ui/follow-time.ts';

/** The clock and the timers of the window itself. */
export const browserTimekeeper: Timekeeper = {
  now: () => epochMs(Date.now()),
  startTimer: (run, milliseconds) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
  onWake: (listener) => {
    const stopHearing = onWoke(listener);
    window.addEventListener('focus', listener);
    document.addEventListener('visibilitychange', listener);
    return () => {
      stopHearing();
      window.removeEventListener('focus', listener);
      document.removeEventListener('visibilitychange', listener);
    };
  },
};
