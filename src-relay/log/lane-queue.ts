import type { WorkspaceId } from '../../src-shared/domain/ids.ts';

/** One lane per workspace: what is asked of a workspace runs one after the other, in the order asked. */
export class LaneQueue {
  readonly #tails = new Map<WorkspaceId, Promise<void>>();
  #inside = 0;

  /** One runs for each workspace that is asked anything of; the others wait. */
  get figures(): { readonly waiting: number; readonly running: number } {
    return { waiting: this.#inside - this.#tails.size, running: this.#tails.size };
  }

  /** Runs `work` when all that was asked before for this workspace has ended, well or badly. */
  async run<T>(workspaceId: WorkspaceId, work: () => Promise<T>): Promise<T> {
    const before = this.#tails.get(workspaceId) ?? Promise.resolve();
    const { promise: tail, resolve: release } = Promise.withResolvers<void>();
    this.#tails.set(workspaceId, tail);
    this.#inside += 1;
    await before;
    try {
      return await work();
    } finally {
      this.#inside -= 1;
      if (this.#tails.get(workspaceId) === tail) this.#tails.delete(workspaceId);
      release();
    }
  }
}
