import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import type { SeenEvent } from '../../src-shared/domain/event.ts';
import {
  inboxIdSchema,
  messageNumberSchema,
  seqSchema,
  workspaceIdSchema,
  type ConversationId,
  type WorkspaceId,
} from '../../src-shared/domain/ids.ts';
import { epochMs } from '../../src-shared/lib/epoch-ms.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { LaneChange, Log, SnapshotPage } from './log.ts';

/** A log with two empty workspaces. */
export type LogUnderTest = AsyncDisposable & {
  readonly log: Log;
  readonly workspace: WorkspaceId;
  readonly other: WorkspaceId;
};

const NOW = epochMs(1_790_000_000_000);
const START = seqSchema.parse(0);
const number = (value: number) => messageNumberSchema.parse(value);
const seqs = (events: readonly SeenEvent[]) => events.map(({ event }) => event.seq);

async function startConversation(lane: LaneChange, name = 'Ada'): Promise<ConversationId> {
  const conversation = lane.nextConversationId();
  await lane.append({
    type: 'conversation.started',
    conversation,
    at: NOW,
    actor: { kind: 'customer' },
    body: { inbox: inboxIdSchema.parse(1) },
    content: { name, phone: '+447700900123' },
    dedupeKey: `started/${conversation}`,
  });
  return conversation;
}

async function receive(
  lane: LaneChange,
  conversation: ConversationId,
  { text, key = text, second = 0 }: { text: string; key?: string; second?: number },
): Promise<SeenEvent | undefined> {
  const before = must(await lane.findConversation(conversation), 'conversation');
  return lane.append({
    type: 'message.received',
    conversation,
    at: NOW,
    actor: { kind: 'customer' },
    body: {
      message: number(before.lastNumber + 1),
      kind: 'text',
      sentAt: epochMs(NOW + second * 1000),
    },
    content: { text },
    dedupeKey: key,
  });
}

async function all(pages: AsyncIterable<SnapshotPage>): Promise<SnapshotPage[]> {
  const read: SnapshotPage[] = [];
  for await (const page of pages) read.push(page);
  return read;
}

/** What every log has to do. Called once per adapter, in a test file of its own. */
export function describeLog(open: () => Promise<LogUnderTest>): void {
  test('L1 seq has no gap, also when changes run at once, repeat themselves or fail', async () => {
    await using world = await open();
    const { log, workspace } = world;
    const conversation = await log.change(workspace, (lane) => startConversation(lane));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ key: fc.integer({ min: 0, max: 20 }), fails: fc.boolean() })),
        async (changes) => {
          const work = changes.map(({ key, fails }) =>
            log.change(workspace, async (lane) => {
              await receive(lane, conversation, { text: 'hi', key: `key ${key}` });
              if (fails) throw new Error('failed on purpose');
            }),
          );
          await Promise.allSettled(work);
          const events = await log.read(workspace, START, 1000);
          expect(seqs(events)).toEqual(events.map((_, index) => index + 1));
          expect((await log.position(workspace))?.seq).toBe(events.length);
        },
      ),
      { numRuns: 15 },
    );
  });

  test('L2 an event that comes again is not appended again, in the same change or a later one', async () => {
    await using world = await open();
    const { log, workspace } = world;
    const conversation = await log.change(workspace, (lane) => startConversation(lane));
    const answers = await log.change(workspace, async (lane) => [
      await receive(lane, conversation, { text: 'first', key: 'k' }),
      await receive(lane, conversation, { text: 'again', key: 'k' }),
    ]);
    const later = await log.change(workspace, async (lane) => {
      await lane.expect(['k', 'l']);
      return [
        await receive(lane, conversation, { text: 'later', key: 'k' }),
        await receive(lane, conversation, { text: 'other', key: 'l' }),
      ];
    });
    expect([...answers, ...later].map((seen) => seen?.content?.text)).toEqual(['first', undefined, undefined, 'other']);
    const found = await log.findConversation(workspace, conversation);
    expect(found).toMatchObject({ inboundCount: 2, lastNumber: 2, lastMessage: { text: 'other' } });
  });

  test('a workspace knows nothing of another one', async () => {
    await using world = await open();
    const { log, workspace, other } = world;
    await log.change(workspace, (lane) => startConversation(lane));
    const conversation = await log.change(other, (lane) => startConversation(lane, 'Bo'));
    expect(seqs(await log.read(other, START, 10))).toEqual([1]);
    expect((await log.findConversation(other, conversation))?.name).toBe('Bo');
    expect((await log.findConversation(workspace, conversation))?.name).toBe('Ada');
  });

  test('changes of one workspace run one after the other, while another workspace does not wait', async () => {
    await using world = await open();
    const { log, workspace, other } = world;
    const gate = Promise.withResolvers<void>();
    const steps: string[] = [];
    const first = log.change(workspace, async () => {
      await gate.promise;
      steps.push('first');
    });
    const second = log.change(workspace, async () => {
      steps.push('second');
    });
    await log.change(other, async () => {
      steps.push('other');
    });
    gate.resolve();
    await Promise.all([first, second]);
    expect(steps).toEqual(['other', 'first', 'second']);
  });

  test('events are read in order after a cursor, with their content', async () => {
    await using world = await open();
    const { log, workspace } = world;
    const appended = await log.change(workspace, async (lane) => {
      const conversation = await startConversation(lane);
      return [
        await receive(lane, conversation, { text: 'one' }),
        await receive(lane, conversation, { text: 'two' }),
        await receive(lane, conversation, { text: 'three' }),
      ];
    });
    expect(await log.read(workspace, seqSchema.parse(1), 2)).toEqual(appended.slice(0, 2));
    expect(await log.read(workspace, seqSchema.parse(3), 9)).toEqual(appended.slice(2));
    expect(await log.read(workspace, seqSchema.parse(4), 9)).toEqual([]);
  });

  test('L3 a change that fails leaves nothing, and is not heard of', async () => {
    await using world = await open();
    const { log, workspace } = world;
    const heard: number[] = [];
    log.onAppended(({ events }) => heard.push(...seqs(events)));
    const failed = log.change(workspace, async (lane) => {
      await startConversation(lane);
      throw new Error('failed on purpose');
    });
    await expect(failed).rejects.toThrow('failed on purpose');
    expect(await log.read(workspace, START, 10)).toEqual([]);
    const conversation = await log.change(workspace, (lane) => startConversation(lane));
    expect(conversation).toBe(1);
    expect(heard).toEqual([1]);
  });

  test('listeners hear of events in order, after they can be read, until they leave', async () => {
    await using world = await open();
    const { log, workspace } = world;
    const heard: SeenEvent[] = [];
    const reads: Promise<readonly SeenEvent[]>[] = [];
    const leave = log.onAppended(({ workspaceId, events }) => {
      heard.push(...events);
      reads.push(log.read(workspaceId, START, 10));
    });
    const conversation = await log.change(workspace, (lane) => startConversation(lane));
    await Promise.all(
      ['a', 'b', 'c'].map((text) => log.change(workspace, (lane) => receive(lane, conversation, { text }))),
    );
    expect(heard).toEqual(await log.read(workspace, START, 10));
    const lengths = (await Promise.all(reads)).map((events) => events.length);
    expect(lengths.every((length, index) => length > index)).toBe(true);
    leave();
    await log.change(workspace, (lane) => receive(lane, conversation, { text: 'unheard' }));
    expect(heard).toHaveLength(4);
  });

  test('a snapshot shows one instant, newest conversations first, whatever is appended meanwhile', async () => {
    await using world = await open();
    const { log, workspace } = world;
    const oldest = await log.change(workspace, async (lane) => {
      const ids: ConversationId[] = [];
      for (const second of [10, 30, 20]) {
        const conversation = await startConversation(lane, `at ${second}`);
        await receive(lane, conversation, { text: `text ${second}`, second });
        ids.push(conversation);
      }
      return must(ids[0], 'oldest conversation');
    });
    const pages = log.snapshot(workspace, 2);
    const first = must((await pages.next()).value, 'first page');
    await log.change(workspace, async (lane) => {
      await receive(lane, await startConversation(lane), { text: 'too late', second: 99 });
      await receive(lane, oldest, { text: 'moved up meanwhile', second: 99 });
    });
    const [last, ...none] = await all(pages);
    expect(none).toEqual([]);
    expect(first).toMatchObject({ page: 0, total: 3, done: false, cursor: { seq: 6 } });
    expect(last).toMatchObject({ page: 1, total: 3, done: true, cursor: first.cursor });
    const names = [...first.conversations, ...(last?.conversations ?? [])].map(({ conversation, messages }) => [
      conversation.name,
      messages.map(({ text }) => text),
    ]);
    expect(names).toEqual([
      ['at 30', ['text 30']],
      ['at 20', ['text 20']],
      ['at 10', ['text 10']],
    ]);
  });

  test('the snapshot of an empty workspace is one page', async () => {
    await using world = await open();
    const pages = await all(world.log.snapshot(world.workspace, 10));
    expect(pages).toMatchObject([{ page: 0, total: 0, done: true, conversations: [] }]);
  });

  test('a snapshot carries the latest 50 messages, and history the ones before', async () => {
    await using world = await open();
    const { log, workspace } = world;
    const conversation = await log.change(workspace, async (lane) => {
      const id = await startConversation(lane);
      for (let index = 1; index <= 60; index += 1) await receive(lane, id, { text: `m${index}` });
      return id;
    });
    const [page] = await all(log.snapshot(workspace, 10));
    const numbers = page?.conversations[0]?.messages.map((message) => message.number) ?? [];
    expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([50, 11, 60]);
    const newer = await log.readHistory(workspace, { conversation, before: number(11), limit: 4 });
    expect(newer.messages.map(({ text }) => text)).toEqual(['m10', 'm9', 'm8', 'm7']);
    expect(newer.hasMore).toBe(true);
    const older = await log.readHistory(workspace, { conversation, before: number(7), limit: 6 });
    expect([older.messages.at(-1)?.number, older.hasMore]).toEqual([1, false]);
  });

  test('the projection that a change sees is the one that is stored', async () => {
    await using world = await open();
    const { log, workspace } = world;
    const seen = await log.change(workspace, async (lane) => {
      const conversation = await startConversation(lane);
      await receive(lane, conversation, { text: 'a\u0000b \uD83D 😀' });
      return must(await lane.findConversation(conversation), 'conversation');
    });
    expect(await log.findConversation(workspace, seen.id)).toEqual(seen);
    const message = await log.change(workspace, (lane) => lane.findMessage(seen.id, number(1)));
    expect(message).toEqual(seen.lastMessage);
  });

  test('a workspace that does not exist has no position', async () => {
    await using world = await open();
    expect(await world.log.position(workspaceIdSchema.parse(99))).toBeUndefined();
  });
}
