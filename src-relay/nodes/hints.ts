import type { Seq, WorkspaceId } from '../../src-shared/domain/ids.ts';

/** News between nodes. May be lost, repeated and late: the database heals it. */
export type Hint =
  /** The log of a workspace has come to `head`. */
  | { readonly kind: 'appended'; readonly workspaceId: WorkspaceId; readonly head: Seq }
  /** Items wait for whoever holds the lane. */
  | { readonly kind: 'waiting'; readonly workspaceId: WorkspaceId };

/** Carries hints to every other node. Disposing ends it. */
export type Hints = AsyncDisposable & {
  /** Whether other nodes hear what is published now. While they don't, whoever waits for hints looks more often. */
  readonly isCarried: boolean;
  /** Never throws, never waits. */
  publish(hint: Hint): void;
  /** Hears what other nodes say; a listener must not throw. Returns the function that ends it. */
  listen(listener: (hint: Hint) => void): () => void;
};

/** For a relay that is told of no NATS: nobody else is spoken to. What happens in this process is told by the log. */
export function noHints(): Hints {
  return {
    isCarried: false,
    publish: () => undefined,
    listen: () => () => undefined,
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
