import { createIntl, createIntlCache } from '@formatjs/intl';
import type { EpochMs } from '../../src-shared/lib/epoch-ms.ts';
import type { Speech } from '../../src-shared/lib/language.ts';
import { dayDistance, isSameYear } from './day-distance.ts';
import type { MessageKey, Messages } from './message-key.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const HOURS_ALONE_FROM = 10;
const SECOND_MS = 1000;
const WEEK_DAYS = 7;

export type MessageValues = Readonly<Record<string, string | number>>;

/** Words, times and numbers in the agent's language. */
export type Text = {
  /** BCP 47 of words, dates and numbers. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly t: (key: MessageKey, values?: MessageValues) => string;
  /** 14:05 */
  readonly clockTime: (at: EpochMs) => string;
  /** For a narrow column: today the time, then Yesterday, the weekday, the date. */
  readonly listTime: (at: EpochMs, now: EpochMs) => string;
  /** Today, Yesterday, the weekday, the whole date. */
  readonly dayHeading: (at: EpochMs, now: EpochMs) => string;
  /** Date and time in full. */
  readonly fullTime: (at: EpochMs) => string;
  /** `today 14:05`, `tomorrow 09:30`, or with the date. */
  readonly moment: (at: EpochMs, now: EpochMs) => string;
  /** `3 h`, `12 min`, `40 s`: the largest unit alone, rounded down; milliseconds in. */
  readonly coarseDuration: (milliseconds: number) => string;
  /** `3 h 12 min`, `12 min`, `40 s`; milliseconds in. */
  readonly shortDuration: (milliseconds: number) => string;
  readonly number: (value: number) => string;
};

export type TextOptions = {
  readonly speech: Speech;
  /** Of the language of `speech`. */
  readonly messages: Messages;
  /** IANA name. */
  readonly timeZone: string;
};

/** Builds the words of one language. Formatters, and words without values, are made once. */
export function createText({ speech, messages, timeZone }: TextOptions): Text {
  const { locale, hourCycle } = speech;
  const intl = createIntl({ locale, messages, timeZone }, createIntlCache());
  const plain = new Map<MessageKey, string>();
  const t: Text['t'] = (key, values) => {
    if (values !== undefined) return intl.formatMessage({ id: key }, { ...values });
    const words = plain.get(key) ?? intl.formatMessage({ id: key });
    plain.set(key, words);
    return words;
  };
  const formats = dateFormats(locale, { timeZone, hourCycle });
  const numbers = new Intl.NumberFormat(locale);
  const clockTime = (at: EpochMs) => formats.clock.format(at);

  function relativeDay(at: EpochMs, now: EpochMs): string | null {
    const days = dayDistance(at, now, timeZone);
    return days >= -1 && days <= 1 ? formats.relative.format(-days, 'day') : null;
  }

  return {
    locale,
    timeZone,
    t,
    clockTime,
    listTime: (at, now) => {
      const days = dayDistance(at, now, timeZone);
      if (days <= 0) return clockTime(at);
      if (days === 1) return capitalised(formats.relative.format(-1, 'day'), locale);
      if (days < WEEK_DAYS) return formats.weekday.format(at);
      return isSameYear(at, now, timeZone) ? formats.dayMonth.format(at) : formats.date.format(at);
    },
    dayHeading: (at, now) => {
      const near = relativeDay(at, now);
      if (near !== null) return capitalised(near, locale);
      const days = dayDistance(at, now, timeZone);
      if (days > 0 && days < WEEK_DAYS) return capitalised(formats.longWeekday.format(at), locale);
      return isSameYear(at, now, timeZone) ? formats.longDay.format(at) : formats.longDate.format(at);
    },
    fullTime: (at) => formats.full.format(at),
    moment: (at, now) => {
      const day = relativeDay(at, now) ?? formats.dayMonth.format(at);
      return t('time.moment', { day, time: clockTime(at) });
    },
    coarseDuration: (milliseconds) => coarseDuration(milliseconds, t),
    shortDuration: (milliseconds) => shortDuration(milliseconds, t),
    number: (value) => numbers.format(value),
  };
}

function dateFormats(locale: string, fixed: Intl.DateTimeFormatOptions) {
  const of = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { ...options, ...fixed });
  return {
    clock: of({ hour: is24Hours(fixed.hourCycle) ? '2-digit' : 'numeric', minute: '2-digit' }),
    weekday: of({ weekday: 'short' }),
    longWeekday: of({ weekday: 'long' }),
    dayMonth: of({ day: 'numeric', month: 'short' }),
    date: of({ dateStyle: 'short' }),
    longDay: of({ weekday: 'long', day: 'numeric', month: 'long' }),
    longDate: of({ day: 'numeric', month: 'long', year: 'numeric' }),
    full: of({ dateStyle: 'full', timeStyle: 'medium' }),
    relative: new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
  };
}

function is24Hours(cycle: Intl.DateTimeFormatOptions['hourCycle']): boolean {
  return cycle === 'h23' || cycle === 'h24';
}

function capitalised(words: string, locale: string): string {
  const [first = ''] = words;
  return first.toLocaleUpperCase(locale) + words.slice(first.length);
}

function coarseDuration(milliseconds: number, t: Text['t']): string {
  if (milliseconds < MINUTE_MS) return t('time.seconds', { seconds: Math.max(0, Math.ceil(milliseconds / SECOND_MS)) });
  if (milliseconds < HOUR_MS) return t('time.minutes', { minutes: Math.floor(milliseconds / MINUTE_MS) });
  return t('time.hours', { hours: Math.floor(milliseconds / HOUR_MS) });
}

function shortDuration(milliseconds: number, t: Text['t']): string {
  const hours = Math.floor(milliseconds / HOUR_MS);
  const minutes = Math.floor((milliseconds % HOUR_MS) / MINUTE_MS);
  const isCoarse = hours === 0 || minutes === 0 || hours >= HOURS_ALONE_FROM;
  return isCoarse ? coarseDuration(milliseconds, t) : t('time.hours-minutes', { hours, minutes });
}
