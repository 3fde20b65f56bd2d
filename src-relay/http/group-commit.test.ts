import { expect, test } from 'vitest';

import { GroupCommit, type GroupLimits } from './group-commit.ts';

function recorded(limits: GroupLimits<number>) {
  const commits: { items: readonly number[]; gate: PromiseWithResolvers<void> }[] = [];
  const group = new GroupCommit<number>(async (items) => {
    const gate = Promise.withResolvers<void>();
    commits.push({ items, gate });
    await gate.promise;
  }, limits);
  return { commits, group };
}

test('what arrives during a commit is the next one, with no more than two under way', async () => {
  const { commits, group } = recorded({ most: 3, inFlight: 2 });
  const added = [1, 2, 3, 4, 5, 6].map((item) => group.add(item));
  expect(commits.map(({ items }) => items)).toEqual([[1], [2]]);
  expect(group.figures).toEqual({ waiting: 4, running: 2 });
  commits[0]?.gate.resolve();
  await added[0];
  expect(commits.map(({ items }) => items)).toEqual([[1], [2], [3, 4, 5]]);
  commits[1]?.gate.resolve();
  await added[1];
  expect(commits.at(-1)?.items).toEqual([6]);
  commits[2]?.gate.resolve();
  commits[3]?.gate.resolve();
  await Promise.all(added);
  expect(group.figures.waiting).toBe(0);
});

test('a commit that fails fails its own items only', async () => {
  const { commits, group } = recorded({ most: 3, inFlight: 1 });
  const [first, second] = [group.add(1), group.add(2)];
  commits[0]?.gate.reject(new Error('disk full'));
  await expect(first).rejects.toThrow('disk full');
  await expect.poll(() => commits.length).toBe(2);
  commits[1]?.gate.resolve();
  await expect(second).resolves.toBeUndefined();
});

test('a commit weighs no more than it may, unless one item does alone', async () => {
  const { commits, group } = recorded({ most: 3, inFlight: 1, weight: (item) => item, mostWeight: 10 });
  const added = [1, 50, 4, 6, 1, 1, 1].map((item) => group.add(item));
  for (const index of added.keys()) {
    await expect.poll(() => commits.length > index || commits.flatMap(({ items }) => items).length === 7).toBe(true);
    commits[index]?.gate.resolve();
  }
  await Promise.all(added);
  expect(commits.map(({ items }) => items)).toEqual([[1], [50], [4, 6], [1, 1, 1]]);
});
