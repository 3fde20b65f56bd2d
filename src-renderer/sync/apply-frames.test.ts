import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { messageNumberSchema } from '../../src-shared/domain/ids.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { Cache } from '../db/cache.ts';
import { openCache } from '../db/open-cache.ts';
import { applyFrames } from './apply-frames.ts';
import { applyHistory } from './apply-history.ts';
import { applySnapshotPage } from './apply-snapshot.ts';
import { cacheContent } from './testing/cache-content.ts';
import { freshStorage } from '../db/testing/fresh-storage.ts';
import { ScriptedLog, seqOf } from './testing/scripted-log.ts';
import { idOf } from './testing/sync-world.ts';

async function emptyCacheOf(log: ScriptedLog): Promise<Cache> {
  const { cache } = await openCache('0'.repeat(32), freshStorage());
  await cache.writeMeta({ cursor: { epoch: log.epoch, seq: seqOf(0) } });
  return cache;
}

function busyLog(): ScriptedLog {
  const log = new ScriptedLog();
  log.starts(1, 'Ada');
  log.customerWrites(1, 'hello');
  log.phoneAnswers(1, 'hi Ada');
  log.starts(2, 'Grace');
  log.customerWrites(2, 'is it open?');
  log.isRead(2, 1);
  log.asksForPerson(2);
  log.statusComes(1, 99, 'read');
  log.customerWrites(1, 'thanks');
  return log;
}

test('S1 rows and cursor come in one transaction: when it is aborted, neither is there', async () => {
  const log = busyLog();
  const cache = await emptyCacheOf(log);
  const before = await cacheContent(cache);
  const crash = cache.transact(async () => {
    await applyFrames(cache, [log.frame(0, log.head)]);
    throw new Error('killed');
  });
  await expect(crash).rejects.toThrow('killed');
  expect(await cacheContent(cache)).toEqual(before);
});

test('S1 a batch that the cache does not fit leaves nothing behind', async () => {
  const log = busyLog();
  const cache = await emptyCacheOf(log);
  await cache.writeMeta({ cursor: { epoch: log.epoch, seq: seqOf(1) } });
  await expect(applyFrames(cache, [log.frame(1, log.head)])).rejects.toThrow('before conversation.started');
  expect(await cacheContent(cache)).toEqual({ conversations: [], messages: [], cursor: { epoch: log.epoch, seq: 1 } });
});

test('S1 the cursor moves to the end of the frame, also over what may not be seen', async () => {
  const log = busyLog();
  const cache = await emptyCacheOf(log);
  const frame = { ...log.frame(0, 3), to: seqOf(log.head) };
  const { cursor } = await applyFrames(cache, [frame]);
  expect(cursor).toEqual({ epoch: log.epoch, seq: log.head });
});

test('S2 the cache shows what the relay shows, each event once', async () => {
  const log = busyLog();
  const cache = await emptyCacheOf(log);
  await applyFrames(cache, [log.frame(0, 4), log.frame(4, log.head)]);
  await applyFrames(cache, [log.frame(0, log.head)]);
  expect(await cacheContent(cache)).toEqual(contentOf(log));
});

test('S2 frames split, repeated and overlapping at random give the same state as one frame', async () => {
  const log = busyLog();
  const cut = fc.integer({ min: 0, max: log.head });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cut, cut), { maxLength: 12 }), fc.array(fc.nat(3)), async (cuts, sizes) => {
      const cache = await emptyCacheOf(log);
      const frames = [...cuts.map(([a, b]) => log.frame(Math.min(a, b), Math.max(a, b))), log.frame(0, log.head)];
      for (let from = 0, turn = 0; from < frames.length; turn += 1) {
        const size = 1 + (sizes[turn] ?? 0);
        const { broken } = await applyFrames(cache, frames.slice(from, from + size));
        from += broken === null ? size : 1;
      }
      await applyFrames(cache, [log.frame(0, log.head)]);
      expect(await cacheContent(cache)).toEqual(contentOf(log));
    }),
    { numRuns: 60 },
  );
});

test('F1 the cursor never moves back', async () => {
  const log = busyLog();
  const cache = await emptyCacheOf(log);
  const { cursor } = await applyFrames(cache, [log.frame(0, 7), log.frame(2, 4)]);
  expect(cursor?.seq).toBe(7);
  expect((await applyFrames(cache, [log.frame(0, 3)])).cursor?.seq).toBe(7);
});

test('F3 a gap is noticed, and what comes before it is kept', async () => {
  const log = busyLog();
  const cache = await emptyCacheOf(log);
  const { cursor, broken } = await applyFrames(cache, [log.frame(0, 3), log.frame(5, 7)]);
  expect({ seq: cursor?.seq, broken }).toEqual({ seq: 3, broken: 'gap' });
});

test('F1 frames of another life of the log change nothing', async () => {
  const log = busyLog();
  const cache = await emptyCacheOf(log);
  const other = new ScriptedLog('018f0000-0000-4000-8000-000000000002');
  other.starts(1, 'Eve');
  const { broken, touched } = await applyFrames(cache, [other.frame(0, 1)]);
  expect({ broken, touched }).toEqual({ broken: 'foreign_epoch', touched: { conversations: [], messages: [] } });
});

test('R1 a snapshot in pages gives the same view as following the log', async () => {
  const log = busyLog();
  const followed = await emptyCacheOf(log);
  await applyFrames(followed, [log.frame(0, log.head)]);
  const fresh = await emptyCacheOf(log);
  for (const page of log.snapshot(1)) await applySnapshotPage(fresh, page);
  expect(await cacheContent(fresh)).toEqual(await cacheContent(followed));
});

test('R1 S2 frames on top of a snapshot taken anywhere, in pages of any size, give the view of the log', async () => {
  const whole = busyLog();
  whole.statusComes(1, 2, 'read');
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: whole.head }), fc.integer({ min: 1, max: 3 }), async (at, size) => {
      const log = new ScriptedLog();
      for (const seen of whole.events.slice(0, at)) log.takes(seen);
      const cache = await emptyCacheOf(log);
      for (const page of log.snapshot(size)) await applySnapshotPage(cache, page);
      expect(await cacheContent(cache)).toEqual(contentOf(log));
      await applyFrames(cache, [whole.frame(at, whole.head)]);
      expect(await cacheContent(cache)).toEqual(contentOf(whole));
    }),
    { numRuns: 30 },
  );
});

test('R1 page 0 replaces everything that was there', async () => {
  const cache = await emptyCacheOf(busyLog());
  await applyFrames(cache, [busyLog().frame(0, busyLog().head)]);
  const small = new ScriptedLog('018f0000-0000-4000-8000-000000000002');
  small.starts(5, 'Eve');
  small.customerWrites(5, 'new here');
  for (const page of small.snapshot(1)) await applySnapshotPage(cache, page);
  expect(await cacheContent(cache)).toEqual(contentOf(small));
});

test('R1 a snapshot that broke off has no cursor, and its next try starts clean', async () => {
  const log = busyLog();
  const cache = await emptyCacheOf(log);
  const [first, second] = log.snapshot(1);
  await applySnapshotPage(cache, must(first, 'page 0'));
  expect((await cache.readMeta()).cursor).toBeUndefined();
  log.customerWrites(2, 'hello?');
  expect(await applySnapshotPage(cache, { ...must(second, 'page 1'), seq: seqOf(log.head) })).toEqual({
    outcome: 'out_of_place',
  });
  for (const page of log.snapshot(1)) await applySnapshotPage(cache, page);
  expect(await cacheContent(cache)).toEqual(contentOf(log));
});

test('S2 an older page of history does not undo what the cache knows', async () => {
  const log = busyLog();
  const cache = await emptyCacheOf(log);
  const page = log.historyPage({
    type: 'read_history',
    conversation: idOf(1),
    before: messageNumberSchema.parse(4),
    limit: 50,
  });
  log.statusComes(1, 2, 'read');
  await applyFrames(cache, [log.frame(0, log.head)]);
  await applyHistory(cache, page, []);
  expect(await cacheContent(cache)).toEqual(contentOf(log));
});

function contentOf(log: ScriptedLog) {
  const conversations = [...log.conversations.values()].toSorted(
    (left, right) => right.lastActivityAt - left.lastActivityAt || right.id - left.id,
  );
  return {
    conversations,
    messages: conversations.flatMap((conversation) => log.messagesOf(conversation.id).toReversed()),
    cursor: { epoch: log.epoch, seq: log.head },
  };
}
