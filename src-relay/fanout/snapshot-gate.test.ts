import { expect, test } from 'vitest';

import { SnapshotGate } from './snapshot-gate.ts';
import { settled } from './testing/manual-timers.ts';

test('so many snapshots run at a time, the others wait their turn, a failed one makes room', async () => {
  const gate = new SnapshotGate(1);
  const started: string[] = [];
  const slow = Promise.withResolvers<void>();
  const read = (name: string, until: Promise<void>) =>
    gate.run(async () => {
      started.push(name);
      await until;
    });
  const first = read('first', slow.promise);
  const rest = [read('second', Promise.resolve()), read('third', Promise.resolve())];
  await settled();
  expect(started).toEqual(['first']);
  expect(gate.figures).toEqual({ waiting: 2, running: 1 });
  slow.reject(new Error('gone'));
  await expect(first).rejects.toThrow('gone');
  await Promise.all(rest);
  expect(started).toEqual(['first', 'second', 'third']);
  expect(gate.figures).toEqual({ waiting: 0, running: 0 });
});
