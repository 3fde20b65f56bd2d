import { expect, test } from 'vitest';
import { wordsOf } from '../../testing/words-of.ts';
import { waIdSchema } from '../../world/ids.ts';
import { isServiceWindowOpen } from '../../world/service-window.ts';
import type { PlayCustomer } from '../script.ts';
import { morning } from './morning.ts';

const { customers } = morning;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOW_MS = Date.UTC(2026, 10, 20, 9);
/** Of one text message (facts §5.3). */
const LONGEST_TEXT = 4096;

function linesOf({ backlog, exchanges }: PlayCustomer) {
  return [...backlog, ...exchanges.flat()];
}

function textsOf(customer: PlayCustomer): readonly string[] {
  return [...linesOf(customer).flatMap((line) => wordsOf(line) ?? []), ...customer.answers];
}

function lastInboundMs({ backlog }: PlayCustomer): number | undefined {
  const written = backlog
    .filter(({ by }) => by === 'customer')
    .map(({ minutesAgo }) => NOW_MS - minutesAgo * MINUTE_MS);
  return written.length === 0 ? undefined : Math.max(...written);
}

test('there are 40 customers, each with a number of their own that WhatsApp could have given', () => {
  expect(customers).toHaveLength(40);
  expect(new Set(customers.map(({ phone }) => phone)).size).toBe(40);
  expect(customers.filter(({ phone }) => !waIdSchema.safeParse(phone).success)).toEqual([]);
});

test('every text can be sent: not empty, not longer than WhatsApp allows', () => {
  const texts = [...customers.flatMap(textsOf), ...morning.fallbacks];
  expect(texts.filter((text) => text.trim() === '' || text.length > LONGEST_TEXT)).toEqual([]);
});

test('everybody has something to say and something to answer', () => {
  expect(customers.filter(({ exchanges, answers }) => exchanges.length === 0 || answers.length < 3)).toEqual([]);
  expect(customers.filter(({ exchanges }) => exchanges.some((exchange) => exchange.length === 0))).toEqual([]);
});

test('no line is told twice in one conversation', () => {
  const repeating = customers.filter((customer) => new Set(textsOf(customer)).size < textsOf(customer).length);
  expect(repeating).toEqual([]);
});

test.each([
  ['Latin', /\p{Script=Latin}{2}/u],
  ['Cyrillic', /\p{Script=Cyrillic}{2}/u],
  ['Devanagari', /\p{Script=Devanagari}{2}/u],
  ['Arabic', /\p{Script=Arabic}{2}/u],
  ['Hebrew', /\p{Script=Hebrew}{2}/u],
  ['Chinese', /\p{Script=Han}{2}/u],
  ['Japanese', /\p{Script=Hiragana}{2}/u],
  ['Korean', /\p{Script=Hangul}{2}/u],
  ['emoji of several code points', /\p{Emoji}\u200d\p{Emoji}/u],
  ['right to left with Latin words', /\p{Script=Arabic}.*[A-Za-z]{3}|[A-Za-z]{3}.*\p{Script=Arabic}/u],
  ['right to left with numbers', /\p{Script=Hebrew}.*\d{2}/u],
])('somebody writes %s', (_script, pattern) => {
  expect(customers.flatMap(textsOf).some((text) => pattern.test(text))).toBe(true);
});

test('the inbox is full at once, and its times are spread over two days', () => {
  const early = customers.filter(({ backlog }) => backlog.length > 0);
  const minutes = early.flatMap(({ backlog }) => backlog.map(({ minutesAgo }) => minutesAgo));
  expect(early).toHaveLength(25);
  expect(Math.min(...minutes)).toBeGreaterThan(0);
  expect(Math.max(...minutes)).toBeGreaterThan(40 * 60);
  expect(Math.max(...minutes)).toBeLessThanOrEqual(48 * 60);
});

test('a backlog is written in the order of its times', () => {
  for (const { backlog } of customers) {
    const minutes = backlog.map(({ minutesAgo }) => minutesAgo);
    expect(minutes).toEqual(minutes.toSorted((left, right) => right - left));
  }
});

test('at the start windows are open, one closes within half an hour, and some have closed', () => {
  const lasts = customers.flatMap((customer) => lastInboundMs(customer) ?? []);
  const open = lasts.filter((last) => isServiceWindowOpen(last, NOW_MS));
  const closingSoon = open.filter((last) => !isServiceWindowOpen(last, NOW_MS + HOUR_MS / 2));
  expect(open.length).toBeGreaterThan(20);
  expect(closingSoon).toHaveLength(1);
  expect(lasts.length - open.length).toBeGreaterThanOrEqual(1);
});

test('somebody sends each other kind of content, changes a text, and reacts', () => {
  const lines = customers.flatMap(linesOf);
  const types = new Set(lines.flatMap((line) => (line.does === 'says' ? [line.content.type] : [line.does])));
  expect([...types].toSorted()).toEqual(
    ['audio', 'changes', 'contacts', 'document', 'image', 'location', 'reacts', 'sticker', 'text'].toSorted(),
  );
});

test('the cast has who makes a morning hard', () => {
  const names = customers.flatMap(({ name }) => name ?? []);
  const inARow = customers.flatMap(({ exchanges }) =>
    exchanges.map((exchange) => exchange.map((line) => wordsOf(line) ?? '')),
  );
  const shouting = inARow.filter(
    (texts) => texts.filter((text) => text === text.toUpperCase() && /[A-Z]{5}/.test(text)).length >= 3,
  );
  expect(names).toHaveLength(39);
  expect(Math.max(...names.map((name) => name.length))).toBeGreaterThan(55);
  expect(shouting).toHaveLength(1);
  expect(customers.filter((customer) => linesOf(customer).some(({ by }) => by === 'owner')).length).toBeGreaterThan(10);
});
