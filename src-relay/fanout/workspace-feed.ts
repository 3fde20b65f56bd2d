import type { Seq, WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import type { Appended, Log } from '../log/log.ts';
import { FrameCache } from './frame-cache.ts';
import { RecentEvents } from './recent-events.ts';

const RECENT_EVENTS = 1024;
const CACHED_FRAMES = 16;
/** So late at most is news whose hint was lost. */
const LOOK_EVERY_MS = 5000;

/** What the consoles of one workspace share: the newest events, the frames made of them, and whom to wake. */
export class WorkspaceFeed {
  readonly recent = new RecentEvents(RECENT_EVENTS);
  readonly frames = new FrameCache(CACHED_FRAMES);
  readonly #listeners = new Set<() => void>();
  #newest: Seq | undefined;

  get isIdle(): boolean {
    return this.#listeners.size === 0;
  }

  subscribe(wake: () => void): () => void {
    this.#listeners.add(wake);
    return () => this.#listeners.delete(wake);
  }

  publish(appended: Appended): void {
    this.recent.push(appended.events);
    this.#wake(appended.events.at(-1)?.event.seq);
  }

  /** Says how far the log is. What lies beyond the newest event heard of was not hinted: consoles read it themselves. */
  looked(head: Seq): void {
    if (this.#newest !== undefined && head <= this.#newest) return;
    this.recent.clear();
    this.#wake(head);
  }

  #wake(newest: Seq | undefined): void {
    this.#newest = newest ?? this.#newest;
    for (const wake of this.#listeners) wake();
  }
}

type FedLog = Pick<Log, 'onAppended' | 'position'>;

/**
 * One feed for each workspace that has consoles, fed by the log's hints. A hint may be lost, as when the connection
 * breaks right after a commit; the log is therefore looked at every few seconds, until disposed.
 */
export class WorkspaceFeeds implements Disposable {
  readonly #feeds = new Map<WorkspaceId, WorkspaceFeed>();
  readonly #log: FedLog;
  readonly #startTimer: StartTimer;
  readonly #stopListening: () => void;
  #cancelLook: (() => void) | undefined;

  constructor(log: FedLog, startTimer: StartTimer) {
    this.#log = log;
    this.#startTimer = startTimer;
    this.#stopListening = log.onAppended((appended) => {
      this.#feeds.get(appended.workspaceId)?.publish(appended);
    });
  }

  /** `wake` is called after each commit until `leave` is called. */
  join(workspace: WorkspaceId, wake: () => void): { feed: WorkspaceFeed; leave: () => void } {
    const feed = this.#feeds.get(workspace) ?? new WorkspaceFeed();
    this.#feeds.set(workspace, feed);
    this.#cancelLook ??= this.#lookLater();
    const unsubscribe = feed.subscribe(wake);
    const leave = () => {
      unsubscribe();
      if (feed.isIdle && this.#feeds.get(workspace) === feed) this.#feeds.delete(workspace);
    };
    return { feed, leave };
  }

  [Symbol.dispose](): void {
    this.#stopListening();
    this.#feeds.clear();
    this.#cancelLook?.();
  }

  #lookLater(): () => void {
    return this.#startTimer(() => void this.#look(), LOOK_EVERY_MS);
  }

  /** Ends when nobody is left to tell. A log that can't be read now is looked at again the next time. */
  async #look(): Promise<void> {
    const looks = [...this.#feeds].map(async ([workspace, feed]) => {
      const position = await this.#log.position(workspace);
      if (position !== undefined) feed.looked(position.seq);
    });
    await Promise.allSettled(looks);
    this.#cancelLook = this.#feeds.size === 0 ? undefined : this.#lookLater();
  }
}
