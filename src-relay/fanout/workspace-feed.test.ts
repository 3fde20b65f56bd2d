import { expect, test } from 'vitest';

import type { SeenEvent } from '../../src-shared/domain/event.ts';
import { seqSchema } from '../../src-shared/domain/ids.ts';
import { startedEvent } from './testing/started-event.ts';
import { WorkspaceFeed } from './workspace-feed.ts';

const LIMIT = 10;

/** A feed whose reads of the log are answered by hand. */
function stage() {
  const feed = new WorkspaceFeed();
  const reads: PromiseWithResolvers<readonly SeenEvent[]>[] = [];
  const after = (seq: number, head = seq) =>
    feed.after({ seq: seqSchema.parse(seq), head: seqSchema.parse(head), limit: LIMIT }, () => {
      const read = Promise.withResolvers<readonly SeenEvent[]>();
      reads.push(read);
      return read.promise;
    });
  return { feed, reads, after };
}

test('consoles that stand at the same place read the log once, and those that come after at its end not at all', async () => {
  const { reads, after } = stage();
  const crowd = [after(7), after(7), after(7)];
  expect(reads).toHaveLength(1);
  reads[0]?.resolve([]);
  expect(await Promise.all(crowd)).toEqual([[], [], []]);
  expect(await after(7)).toEqual([]);
  expect(reads).toHaveLength(1);
});

test('a console reads what this process has not heard of when the log is known to be further', async () => {
  const { feed, reads, after } = stage();
  feed.publish([startedEvent(7)]);
  const behind = after(7, 9);
  expect(reads).toHaveLength(1);
  reads[0]?.resolve([startedEvent(8), startedEvent(9)]);
  expect(await behind).toEqual([startedEvent(8), startedEvent(9)]);
});

test('a read that began before the log was known to be further does not serve for it', async () => {
  const { reads, after } = stage();
  const early = after(7);
  const late = after(7, 8);
  expect(reads).toHaveLength(2);
  reads[0]?.resolve([]);
  reads[1]?.resolve([startedEvent(8)]);
  expect(await early).toEqual([]);
  expect(await late).toEqual([startedEvent(8)]);
});

test('a read that fails is not kept', async () => {
  const { reads, after } = stage();
  const first = after(7);
  reads[0]?.reject(new Error('the database is away'));
  await expect(first).rejects.toThrow('the database is away');
  const second = after(7);
  reads[1]?.resolve([startedEvent(8)]);
  expect(await second).toEqual([startedEvent(8)]);
});
