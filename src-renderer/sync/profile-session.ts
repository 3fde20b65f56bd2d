import type { LinkState } from '../../src-shared/ipc/link-state.ts';
import type { Profile } from '../../src-shared/ipc/profile.ts';
import type { FaultCode, ToMain } from '../../src-shared/ipc/sync-port.ts';
import type { Cursor } from '../../src-shared/domain/cursor.ts';
import type { CommandId, Epoch } from '../../src-shared/domain/ids.ts';
import { assertNever } from '../../src-shared/lib/assert-never.ts';
import type { Clock } from '../../src-shared/lib/clock.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import { Journal } from '../db/journal.ts';
import type { OpenedCache } from '../db/open-cache.ts';
import type { Storages } from '../db/storage.ts';
import type { Reply, Request, Topic, Update } from '../sync-client/sync-contract.ts';
import type { SyncStatus } from '../sync-client/sync-status.ts';
import { AgentRequests } from './agent-requests.ts';
import { ConversationList } from './conversation-list.ts';
import type { Down } from './down-queue.ts';
import { Drafts } from './drafts.ts';
import { Follower } from './follower.ts';
import { HistoryRequests } from './history-requests.ts';
import { Lane } from './lane.ts';
import { LeftAttempts } from './left-attempts.ts';
import { OpenThreads } from './open-threads.ts';
import { Outbox } from './outbox.ts';
import { OutboxDrain } from './outbox-drain.ts';
import { Publisher } from './publisher.ts';
import { RebuildableCache } from './rebuildable-cache.ts';
import type { StatusBoard } from './status-board.ts';

export type SessionParts = {
  readonly profile: Profile;
  readonly storages: Storages;
  readonly clock: Clock;
  readonly newCommandId: () => CommandId;
  readonly status: StatusBoard;
  readonly toMain: (message: ToMain) => void;
  readonly startTimer: StartTimer;
  readonly report: (code: FaultCode, error: unknown) => void;
  /** Something of the journal could not be written or read; the agent is to be told. */
  readonly journalFailed: (error: unknown) => void;
};

const NOTICES = {
  newer: 'cache_rebuilt_newer',
  older: 'cache_rebuilt_older',
  corrupt: 'cache_rebuilt_corrupt',
} as const satisfies Record<NonNullable<OpenedCache['rebuilt']>, SyncStatus['notice']>;

/**
 * One profile's inbox while it is open: its cache and journal, and everything that lives on them. Opened once, closed
 * when another profile takes its place.
 */
export class ProfileSession {
  readonly profile: Profile;
  readonly #parts: SessionParts;
  readonly #cache: RebuildableCache;
  readonly #journal: Journal;
  readonly #lane = new Lane();
  readonly #list = new ConversationList();
  readonly #history: HistoryRequests;
  readonly #threads: OpenThreads;
  readonly #drain: OutboxDrain;
  readonly #drafts: Drafts;
  readonly #publisher: Publisher;
  readonly #follower: Follower;
  readonly #requests: AgentRequests;

  private constructor(parts: SessionParts, opened: Opened) {
    const { status, toMain } = parts;
    const { cache, journal, outbox, left } = opened;
    const [lane, list] = [this.#lane, this.#list];
    this.profile = parts.profile;
    this.#parts = parts;
    this.#cache = cache;
    this.#journal = journal;
    const epoch = () => this.#follower.epoch;
    const threads = new OpenThreads({
      cache: () => cache.current,
      queuedIn: (conversation) => outbox.shownIn(conversation),
      leftIn: (conversation) => left.in(conversation, epoch()),
    });
    const history = new HistoryRequests((message) => toMain({ kind: 'up', message }));
    const drain = new OutboxDrain({
      outbox,
      post: (command) => toMain({ kind: 'up', message: { type: 'command', command } }),
      startTimer: parts.startTimer,
      journalFailed: parts.journalFailed,
      tryAgain: () => void this.#publisher.pump(),
    });
    const drafts = new Drafts(journal, parts.journalFailed);
    const publisher = new Publisher({ list, threads, outbox, drain, status, toMain });
    this.#threads = threads;
    this.#history = history;
    this.#drain = drain;
    this.#drafts = drafts;
    this.#publisher = publisher;
    const shared = { lane, threads, history, publisher, outbox, status };
    this.#follower = new Follower({ ...shared, cache, list, drain, toMain, report: parts.report }, opened);
    this.#requests = new AgentRequests({ ...shared, drafts, left, newCommandId: parts.newCommandId, epoch });
  }

  /** Throws where the journal can't be opened, or the cache not even anew. */
  static async open(parts: SessionParts): Promise<ProfileSession> {
    const journal = await Journal.open(parts.profile.cacheKey, parts.storages.journal);
    try {
      return await ProfileSession.#openWith(journal, parts);
    } catch (error: unknown) {
      journal.close();
      throw error;
    }
  }

  static async #openWith(journal: Journal, parts: SessionParts): Promise<ProfileSession> {
    const { profile, storages, clock, status, journalFailed } = parts;
    const outbox = await Outbox.load(journal, { clock, journalFailed });
    const left = await LeftAttempts.load(journal);
    const { cache, rebuilt } = await RebuildableCache.open(profile.cacheKey, storages.cache);
    const { cursor = null, snapshot, people = [] } = await cache.current.readMeta();
    const { epoch = null } = cursor ?? snapshot ?? {};
    const session = new ProfileSession(parts, { cache, journal, outbox, left, cursor, epoch });
    status.patch({
      cache: cacheState(cursor !== null, rebuilt),
      notice: noticeOf(outbox, rebuilt),
      progress: null,
      pendingSends: outbox.pendingSends,
      people,
      profile,
    });
    void session.#load();
    return session;
  }

  /** Calls `post` with what `topic` holds, as soon as it is read, and with what changes; returns the way to stop. */
  attach(topic: Exclude<Topic, { topic: 'status' }>, post: (update: Update) => void): () => void {
    switch (topic.topic) {
      case 'conversations':
        return this.#list.attach(post);
      case 'draft':
        return this.#drafts.attach(topic.conversation, post);
      case 'thread': {
        const stop = this.#threads.attach(topic.conversation, post);
        void this.#follower.guarded(() => this.#threads.show(topic.conversation));
        return stop;
      }
      default:
        return assertNever(topic);
    }
  }

  handle(request: Request): Promise<Reply> {
    return this.#requests.handle(request);
  }

  /** Says to a main that has just come where the log is to be followed from. */
  async greet(): Promise<void> {
    this.#follower.restart();
    await this.#lane.run(() => {
      const { cursor } = this.#follower;
      this.#parts.toMain({ kind: 'ready', cacheKey: this.profile.cacheKey, cursor });
      this.#publisher.restart();
      return Promise.resolve();
    });
  }

  setLink(link: LinkState): void {
    const isLive = link.state === 'live';
    this.#drain.setLive(isLive);
    if (isLive) void this.#publisher.pump();
    else this.#history.abandon();
  }

  /** What came from the relay: applied in the order taken, then acknowledged to main. */
  take(down: Down): void {
    this.#follower.take(down);
  }

  /** Waits for what is running, then lets go of the databases. */
  async close(): Promise<void> {
    this.#history.abandon();
    this.#drain.setLive(false);
    await this.#lane.run(() => {
      this.#cache.close();
      this.#journal.close();
      return Promise.resolve();
    });
  }

  async #load(): Promise<void> {
    await this.#list.load((place, limit) => this.#follower.guarded(() => this.#cache.current.listFrom(place, limit)));
    this.#publisher.sayUnread();
  }
}

type Opened = {
  readonly cache: RebuildableCache;
  readonly journal: Journal;
  readonly outbox: Outbox;
  readonly left: LeftAttempts;
  readonly cursor: Cursor | null;
  readonly epoch: Epoch | null;
};

/** What can't be had again comes first. */
function noticeOf({ unreadable }: Outbox, rebuilt: OpenedCache['rebuilt']): SyncStatus['notice'] {
  if (unreadable > 0) return 'journal_unreadable';
  return rebuilt === null ? null : NOTICES[rebuilt];
}

function cacheState(isWhole: boolean, rebuilt: OpenedCache['rebuilt']): SyncStatus['cache'] {
  if (isWhole) return 'ready';
  return rebuilt === null ? 'loading' : 'rebuilt';
}
