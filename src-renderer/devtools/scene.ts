import type { Conversation } from '../../src-shared/domain/conversation.ts';
import type { ConversationId } from '../../src-shared/domain/ids.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import type { QueuedEntry } from '../../src-shared/domain/outbox-entry.ts';
import type { ListFilter } from '../stores/selection-store.ts';
import type { LeftAttempt } from '../sync-client/sync-contract.ts';
import type { SyncStatus } from '../sync-client/sync-status.ts';
import { CONVERSATIONS, THREAD } from './seeded-inbox.ts';
import { ago, PEOPLE, PROFILE } from './seeds.ts';
import type { Step } from './step.ts';

/** What the open conversation holds. */
export type SceneThread = {
  readonly messages: readonly Message[];
  readonly queued: readonly QueuedEntry[];
  readonly left: readonly LeftAttempt[];
  /** What becomes of asking for older messages; `none` = there are none. */
  readonly older: 'none' | 'running' | 'offline';
};

/**
 * One state of the window: what its sync worker would say, and what a person did since. The window that shows it is the
 * product's own.
 */
export type Scene = {
  readonly status: SyncStatus;
  /** Null while they are being read. */
  readonly conversations: readonly Conversation[] | null;
  readonly open: ConversationId | null;
  /** Of the open conversation; null while it is being read. */
  readonly thread: SceneThread | null;
  readonly draft: string;
  readonly filter: ListFilter;
  /** What a person does once the window stands, in this order. */
  readonly steps: readonly Step[];
  /** What broke the window, where it can't go on. */
  readonly fault: string | null;
};

const LIVE: SyncStatus = {
  link: { state: 'live', since: ago(3_600_000) },
  cache: 'ready',
  progress: null,
  pendingSends: 0,
  people: PEOPLE,
  profile: PROFILE,
  notice: null,
};

/** The link is up and nothing is wrong, but for what `parts` say. */
export function statusOf(parts: Partial<SyncStatus>): SyncStatus {
  return { ...LIVE, ...parts };
}

/** A conversation of those messages, with nothing queued, but for what `parts` say. */
export function threadOf(messages: readonly Message[], parts: Partial<SceneThread> = {}): SceneThread {
  return { messages, queued: [], left: [], older: 'none', ...parts };
}

/** An usual afternoon with the first conversation open, but for what `parts` say. */
export function sceneOf(parts: Partial<Scene>): Scene {
  return {
    status: LIVE,
    conversations: CONVERSATIONS,
    open: CONVERSATIONS[0]?.id ?? null,
    thread: threadOf(THREAD),
    draft: '',
    filter: 'all',
    steps: [],
    fault: null,
    ...parts,
  };
}
