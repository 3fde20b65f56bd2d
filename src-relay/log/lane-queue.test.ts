import { expect, test } from 'vitest';

import { workspaceIdSchema } from '../../src-shared/domain/ids.ts';
import { LaneQueue } from './lane-queue.ts';

const [one, two] = [workspaceIdSchema.parse(1), workspaceIdSchema.parse(2)];

test('one runs for each workspace, the others wait, whatever became of those before them', async () => {
  const queue = new LaneQueue();
  const gate = Promise.withResolvers<void>();
  const failing = queue.run(one, () => gate.promise);
  const rest = [queue.run(one, async () => 'after'), queue.run(one, async () => 'last')];
  const other = queue.run(two, () => gate.promise.catch(() => 'other'));
  expect(queue.figures).toEqual({ waiting: 2, running: 2 });
  gate.reject(new Error('gone'));
  await expect(failing).rejects.toThrow('gone');
  expect(await Promise.all([...rest, other])).toEqual(['after', 'last', 'other']);
  expect(queue.figures).toEqual({ waiting: 0, running: 0 });
});
