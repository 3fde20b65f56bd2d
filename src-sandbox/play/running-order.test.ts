import { expect, test } from 'vitest';
import { seededRandom } from '../random.ts';
import { wordsOf } from '../testing/words-of.ts';
import { morning } from './morning/morning.ts';
import { runningOrder, type Cue } from './running-order.ts';
import { owner, says, type PlayScript } from './script.ts';

const SEEDS = ['morning', 'one', 'two', 'three', 'four'];
const MINUTE_MS = 60_000;

function order(seed: string): readonly Cue[] {
  return runningOrder(morning, seededRandom(seed));
}

function spoken(cues: readonly Cue[]): readonly string[] {
  return cues.map(({ customer, line }) => `${customer.phone} ${wordsOf(line)}`);
}

test('the same seed gives the same lines, order and pauses; another seed another order of the same lines', () => {
  expect(order('one')).toEqual(order('one'));
  expect(spoken(order('two'))).not.toEqual(spoken(order('one')));
  expect(spoken(order('two')).toSorted()).toEqual(spoken(order('one')).toSorted());
});

test.each(SEEDS)(
  'it lasts 45 to 60 minutes, and but for three lulls something happens every 20 seconds (%s)',
  (seed) => {
    const pauses = order(seed).map(({ pauseMs }) => pauseMs);
    const duration = pauses.reduce((sum, pause) => sum + pause, 0);
    expect(duration).toBeGreaterThanOrEqual(45 * MINUTE_MS);
    expect(duration).toBeLessThanOrEqual(60 * MINUTE_MS);
    const long = pauses.filter((pause) => pause > 20_000);
    expect(long).toHaveLength(3);
    expect(Math.min(...long)).toBeGreaterThanOrEqual(MINUTE_MS);
    expect(Math.max(...long)).toBeLessThanOrEqual(3 * MINUTE_MS);
  },
);

test.each(SEEDS)('no lull comes in the first five minutes (%s)', (seed) => {
  let atMs = 0;
  const early = order(seed).filter(({ pauseMs }) => {
    const isEarly = atMs < 5 * MINUTE_MS;
    atMs += pauseMs;
    return isEarly;
  });
  expect(Math.max(...early.map(({ pauseMs }) => pauseMs))).toBeLessThanOrEqual(20_000);
});

test.each(SEEDS)('what somebody says in one go comes within seconds, once four messages in twelve (%s)', (seed) => {
  const cues = order(seed);
  const openings = new Set(morning.customers.flatMap(({ exchanges }) => exchanges.map(([first]) => first)));
  const goes = cues.filter(({ line }) => !openings.has(line)).map(({ pauseMs }) => pauseMs);
  expect(Math.max(...goes)).toBeLessThanOrEqual(4000);
  expect(Math.min(...goes)).toBeGreaterThanOrEqual(1000);
  const shouts = cues.filter(({ line }) => /^[A-Z !?]{6,}$/.test(wordsOf(line) ?? '')).map(({ pauseMs }) => pauseMs);
  expect(shouts).toHaveLength(4);
  expect(shouts.slice(1).reduce((sum, pause) => sum + pause, 0)).toBeLessThanOrEqual(12_000);
});

test.each(SEEDS)('everybody says their lines in their own order, every exchange in one go (%s)', (seed) => {
  const cues = order(seed);
  for (const customer of morning.customers) {
    const own = cues.filter((cue) => cue.customer === customer);
    expect(own.map(({ line }) => line)).toEqual(customer.exchanges.flat());
    for (const exchange of customer.exchanges) {
      const [first] = exchange;
      const begin = cues.findIndex(({ line }) => line === first);
      expect(cues.slice(begin, begin + exchange.length).map(({ line }) => line)).toEqual(exchange);
    }
  }
});

test.each(SEEDS)('there are bursts and lulls (%s)', (seed) => {
  const firstLines = new Set(morning.customers.flatMap(({ exchanges }) => exchanges.map(([first]) => first)));
  const beforeExchanges = order(seed).filter(({ line }) => firstLines.has(line));
  const quick = beforeExchanges.map(({ pauseMs }) => pauseMs <= morning.busyMs.longest);
  const spells = quick.flatMap((isQuick, index) => (index === 0 || isQuick !== quick[index - 1] ? [[isQuick]] : []));
  expect(spells.length).toBeGreaterThan(10);
  expect(quick.filter((isQuick) => !isQuick).length).toBeGreaterThan(30);
});

test('who comes later does not speak before their share of the play has passed', () => {
  const script: PlayScript = {
    ...morning,
    customers: [
      {
        phone: '1000001',
        name: 'Early',
        backlog: [],
        exchanges: Array.from({ length: 10 }, () => [says('a')]),
        answers: [],
      },
      { phone: '1000002', name: 'Late', backlog: [], from: 0.8, exchanges: [[says('b'), owner('c')]], answers: [] },
    ],
  };
  const texts = runningOrder(script, seededRandom('late')).map(({ line }) => wordsOf(line));
  expect(texts.indexOf('b')).toBeGreaterThanOrEqual(8);
});

test('the first exchange of the first customer opens the play', () => {
  for (const seed of SEEDS) expect(order(seed)[0]?.line).toBe(morning.customers[0]?.exchanges[0]?.[0]);
});
