import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import { followTime, type Timekeeper } from './follow-time.ts';

const TimeContext = createContext<Timekeeper | null>(null);

type TimeProviderProps = { readonly timekeeper: Timekeeper; readonly children: ReactNode };

export function TimeProvider({ timekeeper, children }: TimeProviderProps) {
  return <TimeContext value={timekeeper}>{children}</TimeContext>;
}

/** The window's clock and timers. */
export function useTimekeeper(): Timekeeper {
  return must(useContext(TimeContext), 'TimeProvider');
}

/** The time, told again at each full `everyMs` and after a sleep, so that all who ask for the same grain change together. */
export function useNow(everyMs: number): EpochMs {
  const timekeeper = useTimekeeper();
  const [now, setNow] = useState(timekeeper.now);
  useEffect(() => followTime(timekeeper, everyMs, setNow), [timekeeper, everyMs]);
  return now;
}
