import { expect, test } from 'vitest';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { speechOf } from '../../src-shared/lib/language.ts';
import { englishText, openText } from './open-text.ts';

const british = englishText('en-GB', 'UTC');
const NOW = epochMs(Date.UTC(2026, 10, 22, 14, 20));
const at = (...parts: Parameters<typeof Date.UTC>) => epochMs(Date.UTC(...parts));

test('the list shows the time today, then the day, then the date, then the year', () => {
  const times = [
    at(2026, 10, 22, 0, 1),
    at(2026, 10, 21, 23, 59),
    at(2026, 10, 16, 12),
    at(2026, 10, 15, 12),
    at(2025, 10, 15, 12),
  ];
  expect(times.map((time) => british.listTime(time, NOW))).toEqual([
    '00:01',
    'Yesterday',
    'Mon',
    '15 Nov',
    '15/11/2025',
  ]);
});

test('a time a little ahead of this clock is shown as a time of today', () => {
  expect(british.listTime(at(2026, 10, 22, 14, 22), NOW)).toBe('14:22');
});

test('the line above a day names it the nearer the shorter', () => {
  const days = [at(2026, 10, 22, 1), at(2026, 10, 21, 1), at(2026, 10, 18, 1), at(2026, 5, 1), at(2025, 5, 1)];
  expect(days.map((day) => british.dayHeading(day, NOW))).toEqual([
    'Today',
    'Yesterday',
    'Wednesday',
    'Monday 1 June',
    '1 June 2025',
  ]);
});

test('days change at midnight of the place, not of the world', () => {
  const tokyo = englishText('en-GB', 'Asia/Tokyo');
  expect(tokyo.dayHeading(at(2026, 10, 22, 15, 30), NOW)).toBe('Tomorrow');
  expect(british.dayHeading(at(2026, 10, 22, 15, 30), NOW)).toBe('Today');
});

test('a moment says its day', () => {
  expect(
    [at(2026, 10, 23, 9, 5), at(2026, 10, 22, 9, 5), at(2026, 10, 2, 9, 5)].map((moment) =>
      british.moment(moment, NOW),
    ),
  ).toEqual(['tomorrow 09:05', 'today 09:05', '2 Nov 09:05']);
});

test('words, dates and hours are those of the language and of the system', async () => {
  const evening = at(2026, 10, 22, 21, 5);
  const languages = ['ru', 'es', 'pt-BR', 'hi', 'id'] as const;
  const texts = languages.map((language) => openText(speechOf(language, { languages: [], formats: 'en-US' }), 'UTC'));
  expect((await Promise.all(texts)).map((text) => [text.dayHeading(evening, NOW), text.clockTime(evening)])).toEqual([
    ['Сегодня', '9:05 PM'],
    ['Hoy', '9:05 p.m.'],
    ['Hoje', '9:05 PM'],
    ['आज', '9:05 pm'],
    ['Hari ini', '9.05 PM'],
  ]);
});

test.each([
  [0, '0 s', '0 s'],
  [4200, '5 s', '5 s'],
  [60_000, '1 min', '1 min'],
  [3_600_000, '1 h', '1 h'],
  [3_600_000 * 3 + 60_000 * 12, '3 h 12 min', '3 h'],
  [3_600_000 * 23 + 60_000 * 59, '23 h', '23 h'],
])('%i ms last %s, in short %s', (milliseconds, words, coarse) => {
  expect([british.shortDuration(milliseconds), british.coarseDuration(milliseconds)]).toEqual([words, coarse]);
});

test('a sentence fits its number', () => {
  expect([1, 2].map((count) => british.t('thread.new-below', { count }))).toEqual(['1 new message', '2 new messages']);
});

test('a Russian sentence fits each kind of number', async () => {
  const { t } = await openText(speechOf('ru', { languages: [], formats: 'ru-RU' }), 'UTC');
  expect([1, 3, 5, 21].map((count) => t('thread.new-below', { count }))).toEqual([
    '1 новое сообщение',
    '3 новых сообщения',
    '5 новых сообщений',
    '21 новое сообщение',
  ]);
});
