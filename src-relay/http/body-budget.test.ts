import { expect, test } from 'vitest';

import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { BodyBudget } from './body-budget.ts';

function budgetOf(most: number) {
  let now = 0;
  const budget = new BodyBudget({ most, slowAfterMs: 100, clock: { now: () => epochMs(now) } });
  return { budget, passes: (milliseconds: number) => (now += milliseconds) };
}

test('bodies are given whole while they fit together', () => {
  const { budget } = budgetOf(4);
  const [one, other] = [budget.hold(), budget.hold()];
  one.push(Buffer.from('a'));
  other.push(Buffer.from('xy'));
  one.push(Buffer.from('b'));
  expect([one.whole()?.toString(), other.whole()?.toString(), budget.used]).toEqual(['ab', 'xy', 4]);
});

test('one more is not kept, and gives back what it took', () => {
  const { budget } = budgetOf(4);
  const [one, other] = [budget.hold(), budget.hold()];
  one.push(Buffer.from('abc'));
  other.push(Buffer.from('x'));
  other.push(Buffer.from('y'));
  other.push(Buffer.from('z'));
  expect([one.whole()?.toString(), other.whole(), budget.used]).toEqual(['abc', undefined, 3]);
});

test('what is in hand until its answer takes room until then', () => {
  const { budget } = budgetOf(4);
  const answered = budget.hold();
  answered.push(Buffer.from('abcd'));
  answered.whole();
  const early = budget.hold();
  early.push(Buffer.from('x'));
  answered[Symbol.dispose]();
  answered[Symbol.dispose]();
  const late = budget.hold();
  late.push(Buffer.from('wxyz'));
  expect([early.whole(), late.whole()?.toString(), budget.used]).toEqual([undefined, 'wxyz', 4]);
});

test('a body that arrives slowly gives way; one that is whole does not', () => {
  const { budget, passes } = budgetOf(4);
  const [whole, slow] = [budget.hold(), budget.hold()];
  whole.push(Buffer.from('ab'));
  whole.whole();
  slow.push(Buffer.from('xy'));
  passes(100);
  const newer = budget.hold();
  newer.push(Buffer.from('12'));
  slow.push(Buffer.from('z'));
  expect([newer.whole()?.toString(), slow.whole(), budget.used]).toEqual(['12', undefined, 4]);
});

test('a body that is slow itself does not give way to itself', () => {
  const { budget, passes } = budgetOf(4);
  const slow = budget.hold();
  slow.push(Buffer.from('abc'));
  passes(100);
  slow.push(Buffer.from('d'));
  expect(slow.whole()?.toString()).toBe('abcd');
});
