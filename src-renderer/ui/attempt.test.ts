import { expect, test } from 'vitest';
import { attempt } from './attempt.ts';

async function failuresTold(work: Promise<unknown>): Promise<number> {
  let told = 0;
  attempt(work, () => {
    told += 1;
  });
  await new Promise((resolve) => setTimeout(resolve));
  return told;
}

test('what fails is told', async () => {
  expect(await failuresTold(Promise.reject(new Error('storage')))).toBe(1);
});

test('what succeeds is not spoken of', async () => {
  expect(await failuresTold(Promise.resolve('queued'))).toBe(0);
});
