import type { WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { Appended, Log } from '../log/log.ts';
import { FrameCache } from './frame-cache.ts';
import { RecentEvents } from './recent-events.ts';

const RECENT_EVENTS = 1024;
const CACHED_FRAMES = 16;

/** What the consoles of one workspace share: the newest events, the frames made of them, and whom to wake. */
export class WorkspaceFeed {
  readonly recent = new RecentEvents(RECENT_EVENTS);
  readonly frames = new FrameCache(CACHED_FRAMES);
  readonly #listeners = new Set<() => void>();

  get isIdle(): boolean {
    return this.#listeners.size === 0;
  }

  subscribe(wake: () => void): () => void {
    this.#listeners.add(wake);
    return () => this.#listeners.delete(wake);
  }

  publish(appended: Appended): void {
    this.recent.push(appended.events);
    for (const wake of this.#listeners) wake();
  }
}

/** One feed for each workspace that has consoles, fed by the log. */
export class WorkspaceFeeds implements Disposable {
  readonly #feeds = new Map<WorkspaceId, WorkspaceFeed>();
  readonly #stopListening: () => void;

  constructor(log: Pick<Log, 'onAppended'>) {
    this.#stopListening = log.onAppended((appended) => {
      this.#feeds.get(appended.workspaceId)?.publish(appended);
    });
  }

  /** `wake` is called after each commit until `leave` is called. */
  join(workspace: WorkspaceId, wake: () => void): { feed: WorkspaceFeed; leave: () => void } {
    const feed = this.#feeds.get(workspace) ?? new WorkspaceFeed();
    this.#feeds.set(workspace, feed);
    const unsubscribe = feed.subscribe(wake);
    const leave = () => {
      unsubscribe();
      if (feed.isIdle && this.#feeds.get(workspace) === feed) this.#feeds.delete(workspace);
    };
    return { feed, leave };
  }

  [Symbol.dispose](): void {
    this.#stopListening();
  }
}
