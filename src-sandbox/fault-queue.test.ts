import { expect, test } from 'vitest';
import { FaultQueue } from './fault-queue.ts';
import { ManualTime } from './testing/manual-time.ts';

test('faults are taken first ordered first, each as often as ordered', () => {
  const faults = new FaultQueue<string>(() => 0);
  faults.order('drop', 2);
  faults.order('delay', 1);
  expect(faults.standing()).toEqual([
    { fault: 'drop', left: 2 },
    { fault: 'delay', left: 1 },
  ]);
  expect([faults.take(), faults.take(), faults.take(), faults.take()]).toEqual(['drop', 'drop', 'delay', undefined]);
});

test('a fault for a time meets everyone until it is over, and then the next one follows', () => {
  const time = new ManualTime(0);
  const faults = new FaultQueue<string>(time.nowMs);
  faults.orderFor('refuse', 10_000);
  faults.order('drop', 1);
  expect([faults.take(), faults.take()]).toEqual(['refuse', 'refuse']);
  time.advance(9999);
  expect(faults.standing()[0]).toEqual({ fault: 'refuse', leftMs: 1 });
  expect(faults.take()).toBe('refuse');
  time.advance(1);
  expect([faults.take(), faults.take()]).toEqual(['drop', undefined]);
});

test('cleared, nothing stands', () => {
  const faults = new FaultQueue<string>(() => 0);
  faults.order('drop', 3);
  faults.clear();
  expect(faults.standing()).toEqual([]);
  expect(faults.take()).toBeUndefined();
});
