import { expect, test } from 'vitest';
import { ManualTime } from './testing/manual-time.ts';
import { atSpeed, MovableTime } from './time.ts';

function clockAtZero() {
  const base = new ManualTime(0);
  const clock = new MovableTime(base);
  const seen: [string, number][] = [];
  const note = (name: string) => () => {
    seen.push([name, clock.nowMs()]);
  };
  return { base, clock, seen, note };
}

test('putting the clock forward ends pauses in their order and at their own time, later ones included', () => {
  const { clock, seen, note } = clockAtZero();
  clock.after(300, note('third'));
  clock.after(100, () => {
    note('first')();
    clock.after(50, note('second'));
  });
  clock.after(1001, note('not yet'));
  clock.advance(1000);
  expect(seen).toEqual([
    ['first', 100],
    ['second', 150],
    ['third', 300],
  ]);
  expect(clock.nowMs()).toBe(1000);
});

test('what is left of a pause is as much shorter as the clock went ahead', async () => {
  const { base, clock, seen, note } = clockAtZero();
  clock.after(1000, note('due'));
  clock.advance(400);
  expect(await base.fireNext()).toBe(600);
  expect(seen).toEqual([['due', 1000]]);
  expect(base.waiting).toBe(0);
});

test('a pause taken back ends neither by itself nor by putting the clock forward', () => {
  const { base, clock, seen, note } = clockAtZero();
  clock.after(10, note('never'))();
  clock.advance(100);
  expect(seen).toEqual([]);
  expect(base.waiting).toBe(0);
});

test('speed shortens pauses and leaves the clock alone', async () => {
  const { base, clock } = clockAtZero();
  const fast = atSpeed(clock, 10);
  fast.after(1000, () => {});
  expect(await base.fireNext()).toBe(100);
  expect(fast.nowMs()).toBe(100);
});
