import { expect, test } from 'vitest';

import { ManualTime } from '../testing/manual-time.ts';
import { watchNetwork } from './network-watch.ts';

test('another network is noticed within 5 seconds, once', () => {
  const time = new ManualTime();
  let addresses = '10.0.0.2';
  let changes = 0;
  const stop = watchNetwork(
    () => addresses,
    () => {
      changes += 1;
    },
    time.startTimer,
  );
  time.pass(10_000);
  expect(changes).toBe(0);
  addresses = '';
  time.pass(5000);
  addresses = '10.0.0.3';
  time.pass(10_000);
  expect(changes).toBe(2);
  stop();
  expect(time.planned).toBe(0);
});
