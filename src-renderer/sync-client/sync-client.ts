import type { Reply, Request, Topic, Update } from './sync-contract.ts';

/** A window's view of the sync worker. */
export type SyncClient = {
  /** Calls `onUpdate` with what `topic` holds and then with what changes; returns the way to stop. */
  readonly subscribe: (topic: Topic, onUpdate: (update: Update) => void) => () => void;
  /** Never rejects: a failure is a reply. */
  readonly call: (request: Request) => Promise<Reply>;
};
