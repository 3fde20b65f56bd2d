import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import type { Clock } from '../../src-shared/lib/clock.ts';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';

export type Timekeeper = Clock & { readonly startTimer: StartTimer };

const TimeContext = createContext<Timekeeper | null>(null);

type TimeProviderProps = { readonly timekeeper: Timekeeper; readonly children: ReactNode };

export function TimeProvider({ timekeeper, children }: TimeProviderProps) {
  return <TimeContext value={timekeeper}>{children}</TimeContext>;
}

/** The window's clock and timers. */
export function useTimekeeper(): Timekeeper {
  return must(useContext(TimeContext), 'TimeProvider');
}

/** The time, told again at each full `everyMs`, so that all who ask for the same grain change together. */
export function useNow(everyMs: number): EpochMs {
  const timekeeper = useTimekeeper();
  const [now, setNow] = useState(timekeeper.now);
  useEffect(() => {
    let stop = () => {};
    function waitForNext() {
      const rest = everyMs - (timekeeper.now() % everyMs);
      stop = timekeeper.startTimer(() => {
        setNow(timekeeper.now());
        waitForNext();
      }, rest);
    }
    waitForNext();
    return () => stop();
  }, [timekeeper, everyMs]);
  return now;
}
