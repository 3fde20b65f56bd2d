import { expect, test } from 'vitest';
import { FuzzTarget } from '../fuzz/fuzz-target.ts';
import { runFuzz } from '../fuzz/run.ts';
import { TempFolder } from '../support/temp-folder.ts';

/** Far above what it takes alone: other tests run beside this one. */
const P99_MS = 3000;

test('no bad input ends the relay, makes it fail, or harms its neighbours', async () => {
  await using folder = await TempFolder.create('fuzz');
  await using target = await FuzzTarget.start(folder);
  const { problems, metrics } = await runFuzz(target, {
    n: 2000,
    seed: 'npm test',
    bodies: 0,
    sockets: 2000,
    p99Ms: P99_MS,
  });
  expect(problems).toEqual([]);
  expect(metrics['inputs']).toBe(2000);
});
