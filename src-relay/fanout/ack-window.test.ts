import { expect, test } from 'vitest';

import { seqSchema } from '../../src-shared/domain/ids.ts';
import { AckWindow } from './ack-window.ts';

const seq = (value: number) => seqSchema.parse(value);

test('F4 what is not acknowledged fills the window, an ack makes room again', () => {
  const window = new AckWindow(100);
  window.sent(seq(3), 60);
  expect(window.hasRoom).toBe(true);
  window.sent(seq(5), 60);
  expect(window).toMatchObject({ hasRoom: false, bytes: 120 });
  window.acked(seq(2));
  expect(window.hasRoom).toBe(false);
  window.acked(seq(4));
  expect(window).toMatchObject({ hasRoom: true, bytes: 60 });
  window.acked(seq(99));
  window.sent(seq(6), 99);
  expect(window.hasRoom).toBe(true);
});
