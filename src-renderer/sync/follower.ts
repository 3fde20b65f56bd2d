import type { Cursor } from '../../src-shared/domain/cursor.ts';
import type { Epoch } from '../../src-shared/domain/ids.ts';
import type { FaultCode } from '../../src-shared/ipc/sync-port.ts';
import { assertNever } from '../../src-shared/lib/assert-never.ts';
import type { Frame } from '../../src-shared/protocol/frame.ts';
import type { HistoryPage } from '../../src-shared/protocol/history.ts';
import type { Snapshot } from '../../src-shared/protocol/snapshot.ts';
import type { Welcome } from '../../src-shared/protocol/welcome.ts';
import { applyFrames } from './apply-frames.ts';
import { applyHistory } from './apply-history.ts';
import { applySnapshotPage } from './apply-snapshot.ts';
import { DownQueue, type Down, type DownBatch } from './down-queue.ts';
import type { HistoryRequests } from './history-requests.ts';
import type { Lane } from './lane.ts';
import type { PublisherParts, Publisher } from './publisher.ts';
import type { RebuildableCache } from './rebuildable-cache.ts';

export type FollowerParts = Pick<PublisherParts, 'list' | 'threads' | 'outbox' | 'drain' | 'status' | 'toMain'> & {
  readonly cache: RebuildableCache;
  readonly lane: Lane;
  readonly history: HistoryRequests;
  readonly publisher: Publisher;
  readonly report: (code: FaultCode, error: unknown) => void;
};

/** Where a follower starts: how far the cache has come, and the life of the log that is in it, whole or not. */
type Followed = { readonly cursor: Cursor | null; readonly epoch: Epoch | null };

/** A cache that fails this often before a snapshot comes through is given up. */
const MOST_FAILURES = 2;

/**
 * Follows the relay's log into the cache.
 *
 * following → (gap, foreign epoch, page out of place) → waiting for a welcome → following. While it waits, what still
 * comes of the old run is let go, and only its credit is given back. Where applying or reading throws, the cache is not
 * what it should be: it is made anew and a snapshot asked for.
 *
 * All of it runs in the session's lane, one batch at a time: transaction, then windows, then `applied`.
 */
export class Follower {
  readonly #parts: FollowerParts;
  readonly #queue = new DownQueue();
  #cursor: Cursor | null;
  #epoch: Epoch | null;
  #isFollowing = true;
  #isScheduled = false;
  #loaded = 0;
  #failures = 0;

  constructor(parts: FollowerParts, { cursor, epoch }: Followed) {
    this.#parts = parts;
    this.#cursor = cursor;
    this.#epoch = epoch;
  }

  /** How far the cache has come; null while it has no whole snapshot. */
  get cursor(): Cursor | null {
    return this.#cursor;
  }

  /** The life of the log that windows show; null while they show nothing. */
  get epoch(): Epoch | null {
    return this.#epoch;
  }

  take(down: Down): void {
    if (down.message.type === 'welcome') this.#parts.drain.awaitWelcome();
    this.#queue.push(down);
    this.#schedule();
  }

  /** A new main will send everything after the cursor: what the old one sent is let go. */
  restart(): void {
    this.#queue.clear();
    this.#isFollowing = true;
  }

  /** What `job` gives, run in the lane; null where it throws, whereupon the cache is made anew. */
  guarded<Result>(job: () => Promise<Result>): Promise<Result | null> {
    return this.#parts.lane.run(async () => {
      try {
        return await job();
      } catch (error: unknown) {
        await this.#startOver(error);
        return null;
      }
    });
  }

  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    void this.#parts.lane.run(() => this.#next());
  }

  async #next(): Promise<void> {
    this.#isScheduled = false;
    const batch = this.#queue.take();
    if (batch === null) return;
    this.#schedule();
    try {
      await this.#apply(batch);
    } catch (error: unknown) {
      await this.#startOver(error);
    }
    this.#parts.toMain({ kind: 'applied', cursor: this.#cursor, bytes: batch.bytes });
  }

  async #apply(batch: DownBatch): Promise<void> {
    if (batch.kind === 'frames') return this.#takeFrames(batch.frames);
    const { message } = batch;
    switch (message.type) {
      case 'welcome':
        return this.#takeWelcome(message);
      case 'snapshot':
        return this.#takePage(message);
      case 'history_page':
        return this.#takeHistory(message);
      case 'answer': {
        const { drain, publisher, outbox } = this.#parts;
        const entry = outbox.find(message.answer.id);
        const hasChanged = await drain.take(message.answer, this.#cursor?.seq ?? null);
        if (entry !== undefined && hasChanged) publisher.outboxChanged(entry.command.conversation);
        return undefined;
      }
      default:
        return assertNever(message);
    }
  }

  async #takeWelcome(welcome: Welcome): Promise<void> {
    this.#isFollowing = true;
    this.#parts.status.patch({ people: welcome.people });
    await this.#parts.cache.current.writeMeta({ people: welcome.people });
    this.#parts.drain.welcome(welcome.epoch);
    await this.#parts.publisher.pump();
    if (welcome.resume === 'frames' && welcome.epoch !== this.#cursor?.epoch) this.#resync('foreign_epoch');
  }

  async #takeFrames(frames: readonly Frame[]): Promise<void> {
    if (!this.#isFollowing) return;
    const { cursor, touched, broken } = await applyFrames(this.#parts.cache.current, frames);
    this.#cursor = cursor;
    this.#parts.history.note(frames.flatMap((frame) => frame.events));
    this.#parts.publisher.publish(touched, cursor);
    if (broken !== null) this.#resync(broken);
  }

  async #takePage(page: Snapshot): Promise<void> {
    if (!this.#isFollowing) return;
    const applied = await applySnapshotPage(this.#parts.cache.current, page);
    if (applied.outcome === 'out_of_place') {
      this.#resync('page_out_of_place');
      return;
    }
    this.#cursor = applied.cursor;
    this.#epoch = page.epoch;
    const { list, threads, status, publisher } = this.#parts;
    if (page.page === 0) {
      list.clear();
      threads.outdate();
      this.#loaded = 0;
    }
    const before = this.#loaded;
    this.#loaded += page.conversations.length;
    if (page.done) {
      this.#failures = 0;
      status.patch({ cache: 'ready', progress: null });
    } else if (page.page === 0 || percent(before, page) < percent(this.#loaded, page)) {
      status.patch({ cache: 'loading', progress: { loaded: this.#loaded, total: page.total } });
    }
    publisher.publish(applied.touched, applied.cursor);
    if (page.done) list.complete();
    publisher.sayUnread();
    const replaced = page.done ? null : applied.touched.conversations.map((conversation) => conversation.id);
    for (const conversation of threads.outdated(replaced)) await threads.show(conversation);
  }

  async #takeHistory(page: HistoryPage): Promise<void> {
    const missed = this.#parts.history.missedBy(page);
    if (missed === null) return;
    await applyHistory(this.#parts.cache.current, page, missed);
    this.#parts.history.arrived(page);
  }

  #resync(reason: string): void {
    this.#isFollowing = false;
    this.#parts.toMain({ kind: 'resync', reason });
  }

  async #rebuild(): Promise<boolean> {
    try {
      await this.#parts.cache.rebuild();
      return true;
    } catch (error: unknown) {
      this.#parts.report('cache_rebuild', error);
      return false;
    }
  }

  async #startOver(error: unknown): Promise<void> {
    const { list, threads, status } = this.#parts;
    this.#failures += 1;
    this.#cursor = null;
    this.#isFollowing = false;
    const isRebuilt = this.#failures <= MOST_FAILURES && (await this.#rebuild());
    if (!isRebuilt) {
      status.patch({ cache: 'unavailable', progress: null });
      return;
    }
    list.clear();
    threads.outdate();
    status.patch({ cache: 'rebuilt', progress: null, notice: 'cache_rebuilt_corrupt' });
    this.#resync(`cache_failed: ${error instanceof Error ? error.name : 'unknown'}`);
  }
}

/** A window draws what is said to it: of a long snapshot it hears a hundred times at most. */
function percent(loaded: number, { total }: Snapshot): number {
  return Math.floor((100 * loaded) / total);
}
