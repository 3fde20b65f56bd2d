import type { UpdateOf } from '../sync-client/sync-contract.ts';
import { INITIAL_STATUS, type SyncStatus } from '../sync-client/sync-status.ts';

type Post = (update: UpdateOf<'status'>) => void;

/** The sync status and who follows it. */
export class StatusBoard {
  readonly #followers = new Set<Post>();
  #status: SyncStatus = INITIAL_STATUS;

  get status(): SyncStatus {
    return this.#status;
  }

  /** Calls `post` with the status now and after each change; returns the way to stop. */
  attach(post: Post): () => void {
    this.#followers.add(post);
    post({ topic: 'status', status: this.#status });
    return () => this.#followers.delete(post);
  }

  patch(changes: Partial<SyncStatus>): void {
    const next = { ...this.#status, ...changes };
    if (JSON.stringify(next) === JSON.stringify(this.#status)) return;
    this.#status = next;
    for (const post of this.#followers) post({ topic: 'status', status: next });
  }
}
