import { randomFillSync, randomUUID } from 'node:crypto';

import { expect, test } from 'vitest';

import {
  deviceIdSchema,
  epochSchema,
  inboxIdSchema,
  personIdSchema,
  seqSchema,
  workspaceIdSchema,
} from '../../src-shared/domain/ids.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { frameSchema, type Frame } from '../../src-shared/protocol/frame.ts';
import { createMemoryLog } from '../log/memory-log.ts';
import { noHints } from '../nodes/hints.ts';
import { FANOUT_LIMITS, type FanoutLimits } from './fanout-limits.ts';
import { SnapshotGate } from './snapshot-gate.ts';
import { Subscriber, type SubscriberDeps } from './subscriber.ts';
import { ManualTimers, settled } from './testing/manual-timers.ts';
import { WorkspaceFeeds } from './workspace-feeds.ts';

const workspace = workspaceIdSchema.parse(1);
const epoch = epochSchema.parse(randomUUID());
const nothing = () => undefined;
const events: SubscriberDeps['events'] = {
  consoleConnected: nothing,
  consoleGone: nothing,
  unackedBytes: nothing,
  consoleRefused: nothing,
  consoleDead: nothing,
  frameSent: nothing,
  snapshotPageSent: nothing,
  fault: nothing,
};

/** A subscriber on a log, whose socket takes what it is given when the test says so. */
function openSubscriber(limits: Partial<FanoutLimits> = {}) {
  const log = createMemoryLog(new Map([[workspace, epoch]]), (bytes) => randomFillSync(bytes));
  const timers = new ManualTimers();
  const sent: Buffer[] = [];
  const written: (() => void)[] = [];
  const socket = { isOpen: true };
  const hints = { areLost: false };
  const onAppended: typeof log.onAppended = (listener) =>
    log.onAppended((appended) => {
      if (!hints.areLost) listener(appended);
    });
  const feeds = new WorkspaceFeeds({
    log: { ...log, onAppended },
    hints: noHints(),
    lanes: { isAlone: true },
    startTimer: timers.start,
  });
  const subscriber = new Subscriber({
    session: {
      workspace,
      person: personIdSchema.parse(1),
      role: 'agent',
      device: deviceIdSchema.parse(randomUUID()),
      view: { scope: 'all' },
    },
    socket: {
      send: (encoded, done) => {
        sent.push(encoded);
        if (socket.isOpen) done();
        else written.push(done);
      },
    },
    log,
    feeds,
    snapshots: new SnapshotGate(1),
    limits: { ...FANOUT_LIMITS, ...limits },
    startTimer: timers.start,
    events,
  });
  return {
    timers,
    socket,
    hints,
    subscriber,
    frames: (): Frame[] => sent.map((encoded) => frameSchema.parse(JSON.parse(encoded.toString()))),
    drain: () => written.splice(0).forEach((done) => done()),
    run: (from: number, head: number) =>
      subscriber.run('frames', { epoch, seq: seqSchema.parse(from) }, seqSchema.parse(head)),
    sent,
    runSnapshot: () => subscriber.run('snapshot', { epoch, seq: seqSchema.parse(0) }, seqSchema.parse(0)),
    /** Customers who write for the first time. */
    append: (count: number) =>
      log.change(workspace, async (lane) => {
        for (let index = 0; index < count; index += 1) {
          const conversation = lane.nextConversationId();
          await lane.append({
            type: 'conversation.started',
            conversation,
            at: epochMs(1),
            actor: { kind: 'customer' },
            body: { inbox: inboxIdSchema.parse(1) },
            content: { name: `Customer ${conversation}` },
            dedupeKey: `started/${conversation}`,
          });
        }
      }),
  };
}

const ranges = (frames: readonly Frame[]) => frames.map(({ from, to, live }) => ({ from, to, live }));

test('A1 events from before the welcome and after it never share a frame', async () => {
  const { subscriber, append, run, frames, timers } = openSubscriber();
  await append(5);
  const end = run(0, 3);
  await settled();
  expect(ranges(frames())).toEqual([
    { from: 0, to: 3, live: false },
    { from: 3, to: 5, live: true },
  ]);
  subscriber.stop();
  await timers.pass(FANOUT_LIMITS.coalesceMs);
  expect(await end).toBe('stopped');
});

test('a live event leaves at once, those right behind it leave together', async () => {
  const { subscriber, append, run, frames, timers } = openSubscriber({ coalesceMs: 16 });
  const end = run(0, 0);
  await append(1);
  await settled();
  await append(1);
  await append(1);
  await settled();
  expect(ranges(frames())).toEqual([{ from: 0, to: 1, live: true }]);
  await timers.pass(16);
  expect(ranges(frames()).at(-1)).toEqual({ from: 1, to: 3, live: true });
  subscriber.stop();
  await timers.pass(16);
  expect(await end).toBe('stopped');
});

test('F1 an event whose hint was lost arrives all the same, once and in order', async () => {
  const { append, run, frames, timers, hints } = openSubscriber();
  void run(0, 0);
  await append(1);
  await settled();
  await timers.pass(FANOUT_LIMITS.coalesceMs);
  hints.areLost = true;
  await append(2);
  for (let second = 0; second < 6; second += 1) await timers.pass(1000);
  hints.areLost = false;
  await append(1);
  await settled();
  expect(ranges(frames())).toEqual([
    { from: 0, to: 1, live: true },
    { from: 1, to: 3, live: true },
    { from: 3, to: 4, live: true },
  ]);
});

test('F4 nothing is made for a console whose socket is full; it is too slow in the end', async () => {
  const { socket, append, run, frames, timers, drain } = openSubscriber({ tooSlowAfterMs: 1000 });
  socket.isOpen = false;
  const end = run(0, 0);
  await append(1);
  await settled();
  for (let round = 0; round < 9; round += 1) {
    await append(50);
    await timers.pass(100);
  }
  expect(ranges(frames())).toEqual([{ from: 0, to: 1, live: true }]);
  drain();
  await timers.pass(100);
  expect(ranges(frames()).at(-1)).toMatchObject({ from: 1 });
  await timers.pass(100);
  await timers.pass(1000);
  expect(await end).toBe('too_slow');
});

test('F4 an ack gives room again', async () => {
  const { subscriber, append, run, frames, timers } = openSubscriber({
    unackedBytes: 1,
    eventsPerFrame: 2,
  });
  await append(6);
  const end = run(0, 6);
  await settled();
  expect(ranges(frames())).toEqual([{ from: 0, to: 2, live: false }]);
  subscriber.ack(seqSchema.parse(2));
  await settled();
  expect(ranges(frames()).at(-1)).toEqual({ from: 2, to: 4, live: false });
  await timers.pass(FANOUT_LIMITS.tooSlowAfterMs);
  expect(await end).toBe('too_slow');
});

test('F4 who takes each page of a snapshot just in time does not hold it for as long as there are pages', async () => {
  const { socket, append, runSnapshot, sent, timers, drain } = openSubscriber({
    conversationsPerPage: 1,
    tooSlowAfterMs: 1000,
    snapshotBytesPerSecond: 2000,
  });
  await append(50);
  socket.isOpen = false;
  const end = runSnapshot();
  await settled();
  for (let page = 0; page < 50; page += 1) {
    await timers.pass(900);
    drain();
    await settled();
  }
  expect(await end).toBe('too_slow');
  expect(sent.length).toBeLessThan(5);
});

test('F4 a snapshot may last as long as it takes, where its reader keeps the pace', async () => {
  const { subscriber, socket, append, runSnapshot, sent, timers, drain } = openSubscriber({
    conversationsPerPage: 1,
    tooSlowAfterMs: 1000,
    snapshotBytesPerSecond: 100,
  });
  await append(20);
  socket.isOpen = false;
  const end = runSnapshot();
  await settled();
  for (let page = 0; page < 20; page += 1) {
    await timers.pass(900);
    drain();
    await settled();
  }
  expect(sent).toHaveLength(20);
  subscriber.stop();
  expect(await end).toBe('stopped');
});
