import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { SeenEvent } from '../../src-shared/domain/event.ts';
import {
  conversationIdSchema,
  seqSchema,
  type ConversationId,
  type Epoch,
  type WorkspaceId,
} from '../../src-shared/domain/ids.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import { must } from '../../src-shared/lib/must.ts';
import type { RandomBytes } from '../../src-shared/lib/random.ts';
import { SNAPSHOT_MESSAGES } from '../../src-shared/protocol/snapshot.ts';
import { AppendedHints } from './appended-hints.ts';
import { BufferedLane, type LaneOutcome, type LaneSource } from './buffered-lane.ts';
import { LaneQueue } from './lane-queue.ts';
import type { HistoryMessages, HistoryRange, LaneChange, Log, SnapshotPage } from './log.ts';

type WorkspaceMemory = {
  readonly epoch: Epoch;
  lastConversation: ConversationId;
  readonly events: SeenEvent[];
  readonly keys: Set<string>;
  readonly conversations: Map<ConversationId, Conversation>;
  readonly messages: Map<ConversationId, Message[]>;
};

/** The log without a disk, for the simulation: everything is lost with it. */
export function createMemoryLog(workspaces: ReadonlyMap<WorkspaceId, Epoch>, random: RandomBytes): Log {
  const queue = new LaneQueue();
  const hints = new AppendedHints();
  const memory = new Map([...workspaces].map(([id, epoch]) => [id, emptyWorkspace(epoch)]));
  const of = (id: WorkspaceId) => must(memory.get(id), `workspace ${id}`);
  return {
    change: (workspaceId, work) =>
      queue.run(workspaceId, async () => {
        const outcome = await runChange(of(workspaceId), { workspaceId, work, random });
        commit(of(workspaceId), outcome.lane);
        hints.publish({ workspaceId, events: outcome.lane.events.map(({ seen }) => seen) });
        return outcome.value;
      }),
    read: async (workspaceId, after, limit) => of(workspaceId).events.slice(after, after + limit),
    position: async (workspaceId) => {
      const workspace = memory.get(workspaceId);
      return workspace === undefined ? undefined : position(workspace);
    },
    heads: async (workspaceIds) =>
      new Map(
        workspaceIds.flatMap((id) => {
          const workspace = memory.get(id);
          return workspace === undefined ? [] : [[id, position(workspace).seq]];
        }),
      ),
    snapshot: (workspaceId, pageSize) => snapshotPages(of(workspaceId), pageSize),
    readHistory: async (workspaceId, range) => history(of(workspaceId), range),
    findConversation: async (workspaceId, id) => of(workspaceId).conversations.get(id),
    onAppended: (listener) => hints.listen(listener),
  };
}

function emptyWorkspace(epoch: Epoch): WorkspaceMemory {
  return {
    epoch,
    lastConversation: conversationIdSchema.parse(0),
    events: [],
    keys: new Set(),
    conversations: new Map(),
    messages: new Map(),
  };
}

function position(workspace: WorkspaceMemory) {
  return { epoch: workspace.epoch, seq: seqSchema.parse(workspace.events.length) };
}

async function runChange<T>(
  workspace: WorkspaceMemory,
  change: {
    workspaceId: WorkspaceId;
    work: (lane: LaneChange) => Promise<T>;
    random: RandomBytes;
  },
): Promise<{ value: T; lane: LaneOutcome }> {
  const source: LaneSource = {
    knownKeys: async (keys) => keys.filter((key) => workspace.keys.has(key)),
    conversations: async (ids) => ids.flatMap((id) => workspace.conversations.get(id) ?? []),
    message: async (id, number) => workspace.messages.get(id)?.find((message) => message.number === number),
  };
  const { workspaceId } = change;
  const head = position(workspace).seq;
  const start = { workspaceId, head, lastConversation: workspace.lastConversation };
  const lane = new BufferedLane(start, source, change.random);
  const value = await change.work(lane);
  return { value, lane: lane.outcome() };
}

function commit(workspace: WorkspaceMemory, outcome: LaneOutcome): void {
  workspace.lastConversation = outcome.lastConversation;
  for (const { seen, key } of outcome.events) {
    workspace.events.push(seen);
    workspace.keys.add(key);
  }
  for (const conversation of outcome.conversations) {
    workspace.conversations.set(conversation.id, conversation);
  }
  for (const message of outcome.messages) {
    const others = (workspace.messages.get(message.conversation) ?? []).filter(
      (other) => other.number !== message.number,
    );
    const all = [...others, message].toSorted((left, right) => left.number - right.number);
    workspace.messages.set(message.conversation, all);
  }
}

async function* snapshotPages(
  workspace: WorkspaceMemory,
  pageSize: number,
): AsyncIterableIterator<SnapshotPage, undefined> {
  const cursor = position(workspace);
  const all = [...workspace.conversations.values()].toSorted(
    (left, right) => right.lastActivityAt - left.lastActivityAt || right.id - left.id,
  );
  const messages = new Map(workspace.messages);
  const pages = Math.max(1, Math.ceil(all.length / pageSize));
  for (let page = 0; page < pages; page += 1) {
    const conversations = all.slice(page * pageSize, (page + 1) * pageSize).map((conversation) => ({
      conversation,
      messages: (messages.get(conversation.id) ?? []).slice(-SNAPSHOT_MESSAGES),
    }));
    yield { cursor, page, total: all.length, done: page === pages - 1, conversations };
  }
}

function history(workspace: WorkspaceMemory, range: HistoryRange): HistoryMessages {
  const older = (workspace.messages.get(range.conversation) ?? [])
    .filter((message) => message.number < range.before)
    .toReversed();
  return { messages: older.slice(0, range.limit), hasMore: older.length > range.limit };
}
