import { expect, test, vi } from 'vitest';
import { withCleanup } from './cleanup.ts';

test('what was opened is closed in reverse order, also after a failure', async () => {
  const closed: string[] = [];
  const run = withCleanup(async (cleanup) => {
    cleanup.add(() => void closed.push('display'));
    cleanup.add(() => Promise.resolve().then(() => void closed.push('relay')));
    throw new Error('no window');
  });
  await expect(run).rejects.toThrow('no window');
  expect(closed).toEqual(['relay', 'display']);
});

test('one that does not close keeps no other open', async () => {
  const report = vi.spyOn(console, 'error').mockReturnValue();
  const closed: string[] = [];
  await withCleanup(async (cleanup) => {
    cleanup.add(() => void closed.push('display'));
    cleanup.add(() => Promise.reject(new Error('stuck')));
  });
  expect(closed).toEqual(['display']);
  expect(report).toHaveBeenCalledOnce();
});
