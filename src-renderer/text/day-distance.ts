import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';

const DAY_MS = 86_400_000;
const QUARTER_MS = 15 * 60_000;

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

type Calendar = {
  readonly format: Intl.DateTimeFormat;
  /** By quarter of an hour since 1970: the zones of today lie whole quarters apart, so that none is in two days. */
  readonly days: Map<number, Day>;
};
type Day = { readonly year: number; readonly month: number; readonly day: number };

const calendars = new Map<string, Calendar>();

function calendarOf(timeZone: string): Calendar {
  const known = calendars.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  const made = { format, days: new Map<number, Day>() };
  calendars.set(timeZone, made);
  return made;
}

/** Lists ask this for each of their rows at each change, and the formatter takes its time. */
function partsOf(at: EpochMs, timeZone: string): Day {
  const { format, days } = calendarOf(timeZone);
  const quarter = Math.floor(at / QUARTER_MS);
  const known = days.get(quarter);
  if (known !== undefined) return known;
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const day = { year: parts.get('year') ?? 0, month: parts.get('month') ?? 1, day: parts.get('day') ?? 1 };
  days.set(quarter, day);
  return day;
}
