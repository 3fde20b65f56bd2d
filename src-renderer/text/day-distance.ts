import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';

const DAY_MS = 86_400_000;

/** Days in the calendar of `timeZone` from `at` to `now`: 0 = the same day, 1 = yesterday, negative = in the future. */
export function dayDistance(at: EpochMs, now: EpochMs, timeZone: string): number {
  return dayNumber(now, timeZone) - dayNumber(at, timeZone);
}

/** Counts the days of the calendar of `timeZone`: equal for two times of the same day. */
export function dayNumber(at: EpochMs, timeZone: string): number {
  const { year, month, day } = partsOf(at, timeZone);
  return Math.round(Date.UTC(year, month - 1, day) / DAY_MS);
}

/** Whether both lie in the same year of the calendar of `timeZone`. */
export function isSameYear(left: EpochMs, right: EpochMs, timeZone: string): boolean {
  return partsOf(left, timeZone).year === partsOf(right, timeZone).year;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function calendarFormat(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}

function partsOf(at: EpochMs, timeZone: string): { year: number; month: number; day: number } {
  const parts = new Map(
    calendarFormat(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  return { year: parts.get('year') ?? 0, month: parts.get('month') ?? 1, day: parts.get('day') ?? 1 };
}
