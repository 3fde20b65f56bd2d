import type { Seq, WorkspaceId } from '../../src-shared/domain/ids.ts';
import type { StartTimer } from '../../src-shared/lib/timers.ts';
import type { Log } from '../log/log.ts';
import type { Hints } from '../nodes/hints.ts';
import type { Lanes } from '../nodes/lanes.ts';
import { lookIntervalMs } from '../nodes/look-interval.ts';
import { WorkspaceFeed } from './workspace-feed.ts';

export type WorkspaceFeedsNeeds = {
  readonly log: Pick<Log, 'onAppended' | 'heads' | 'read'>;
  readonly hints: Pick<Hints, 'listen' | 'isCarried'>;
  readonly lanes: Pick<Lanes, 'isAlone'>;
  readonly startTimer: StartTimer;
};

const READ_AT_ONCE = 200;

/**
 * One feed for each workspace that has consoles here, fed by this process's log and by the hints of other nodes. A hint
 * may be lost, as when the connection breaks right after a commit; the heads of all fed workspaces are therefore looked
 * at every few seconds, in one statement, until disposed.
 */
export class WorkspaceFeeds implements Disposable {
  readonly #feeds = new Map<WorkspaceId, WorkspaceFeed>();
  readonly #needs: WorkspaceFeedsNeeds;
  readonly #stops: readonly (() => void)[];
  #cancelLook: (() => void) | undefined;

  constructor(needs: WorkspaceFeedsNeeds) {
    this.#needs = needs;
    this.#stops = [
      needs.log.onAppended(({ workspaceId, events }) => this.#feeds.get(workspaceId)?.publish(events)),
      needs.hints.listen((hint) => {
        if (hint.kind === 'appended') void this.#heard(hint.workspaceId, hint.head);
      }),
    ];
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
    for (const stop of this.#stops) stop();
    this.#feeds.clear();
    this.#cancelLook?.();
  }

  #lookLater(): () => void {
    const { lanes, hints, startTimer } = this.#needs;
    return startTimer(() => void this.#look(), lookIntervalMs(lanes, hints));
  }

  /** Ends when nobody is left to tell. A log that can't be read now is looked at again the next time. */
  async #look(): Promise<void> {
    try {
      const heads = await this.#needs.log.heads([...this.#feeds.keys()]);
      await Promise.all([...heads].map(([workspace, head]) => this.#heard(workspace, head)));
    } catch {
      // As above: the next look.
    }
    this.#cancelLook = this.#feeds.size === 0 ? undefined : this.#lookLater();
  }

  /** Never rejects: what could not be read is found by a look. */
  async #heard(workspace: WorkspaceId, head: Seq): Promise<void> {
    const { log } = this.#needs;
    const read = (after: Seq) => log.read(workspace, after, READ_AT_ONCE);
    await this.#feeds
      .get(workspace)
      ?.heard(head, read)
      .catch(() => undefined);
  }
}
