import { randomFillSync, randomUUID } from 'node:crypto';

import { expect, test } from 'vitest';

import { epochSchema, inboxIdSchema, seqSchema, workspaceIdSchema, type Seq } from '../../src-shared/domain/ids.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { createMemoryLog } from '../log/memory-log.ts';
import type { Hint } from '../nodes/hints.ts';
import { Listeners } from '../nodes/listeners.ts';
import { ManualTimers, settled } from './testing/manual-timers.ts';
import { WorkspaceFeeds } from './workspace-feeds.ts';

const workspaceId = workspaceIdSchema.parse(1);
const seq = (value: number) => seqSchema.parse(value);

/** Feeds of a node whose log is written by another one: only hints tell of it. */
function openWorld({ isAlone, isCarried }: { isAlone: boolean; isCarried: boolean }) {
  const epoch = epochSchema.parse(randomUUID());
  const log = createMemoryLog(new Map([[workspaceId, epoch]]), (bytes) => randomFillSync(bytes));
  const hints = new Listeners<Hint>();
  const timers = new ManualTimers();
  const reads: Seq[] = [];
  const feeds = new WorkspaceFeeds({
    log: {
      heads: (ids) => log.heads(ids),
      read: (id, after, limit) => {
        reads.push(after);
        return log.read(id, after, limit);
      },
      onAppended: () => () => undefined,
    },
    hints: { isCarried, listen: (listener) => hints.add(listener) },
    lanes: { isAlone },
    startTimer: timers.start,
  });
  let wakes = 0;
  const { feed } = feeds.join(workspaceId, () => {
    wakes += 1;
  });
  return {
    timers,
    reads,
    recent: (after: number) => feed.recent.after(seq(after), 100)?.map(({ event }) => event.seq),
    wakes: () => wakes,
    hear: async (head: number) => {
      hints.tell({ kind: 'appended', workspaceId, head: seq(head) });
      await settled();
    },
    append: (count: number) =>
      log.change(workspaceId, async (lane) => {
        for (let appended = 0; appended < count; appended += 1) {
          const conversation = lane.nextConversationId();
          await lane.append({
            type: 'conversation.started',
            conversation,
            at: epochMs(1_790_000_000_000),
            actor: { kind: 'customer' },
            body: { inbox: inboxIdSchema.parse(1) },
            content: null,
            dedupeKey: `started/${conversation}`,
          });
        }
      }),
  };
}

test('what another node committed is read once for all consoles, when its hint comes', async () => {
  const world = openWorld({ isAlone: false, isCarried: true });
  await world.append(1);
  await world.hear(1);
  await world.append(2);
  await world.hear(3);
  expect([world.recent(1), world.reads, world.wakes()]).toEqual([[seq(2), seq(3)], [0, 1].map(seq), 2]);
  await world.hear(3);
  expect([world.reads.length, world.wakes()]).toEqual([2, 2]);
});

test('a hint of more than the log holds is forgotten, and what comes then is heard of', async () => {
  const world = openWorld({ isAlone: false, isCarried: true });
  await world.append(1);
  await world.hear(1_000_000);
  expect(world.wakes()).toBe(0);
  await world.hear(1);
  expect([world.recent(0), world.wakes()]).toEqual([[seq(1)], 1]);
});

test.each([
  { isAlone: true, isCarried: false, everyMs: 5000 },
  { isAlone: false, isCarried: true, everyMs: 5000 },
  { isAlone: false, isCarried: false, everyMs: 1000 },
])('a lost hint is made good by a look, sooner where others live and nothing carries hints: %o', async (world) => {
  const { timers, append, recent } = openWorld(world);
  await append(1);
  await timers.pass(world.everyMs - 1);
  expect(recent(0)).toBeUndefined();
  await timers.pass(1);
  expect(recent(0)).toEqual([seq(1)]);
  await append(1);
  await timers.pass(world.everyMs);
  expect(recent(0)).toEqual([seq(1), seq(2)]);
});
