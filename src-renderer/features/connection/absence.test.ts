import { expect, test } from 'vitest';
import { followAbsence, NEVER_AWAY } from './absence.ts';

type Moment = Parameters<typeof followAbsence>[1];

function newsAfter(...moments: readonly Moment[]): number {
  return moments.reduce(followAbsence, NEVER_AWAY).news;
}

const away = (unread: number | null): Moment => ({ isLive: false, unread });
const live = (unread: number | null): Moment => ({ isLive: true, unread });

test('what came while the link was lost is told once it is back', () => {
  expect(newsAfter(live(3), away(3), away(20), live(40))).toBe(37);
});

test('at the start it counts from what the cache held', () => {
  expect(newsAfter(away(null), away(12), live(30))).toBe(18);
});

test('a few new messages are not worth a word, nor fewer than before', () => {
  expect([newsAfter(away(3), live(7)), newsAfter(away(9), live(2))]).toEqual([0, 0]);
});

test('without an absence there is nothing to tell, and what was told ends with the next one', () => {
  expect(newsAfter(live(3), live(90))).toBe(0);
  expect(newsAfter(away(0), live(90), away(90))).toBe(0);
});
