import { currentSync } from '../sync-client/current-sync.ts';
import type { Topic, Update } from '../sync-client/sync-contract.ts';

/** What `useSyncExternalStore` wants. */
export type TopicStore<Value> = {
  readonly subscribe: (listener: () => void) => () => void;
  readonly read: () => Value;
};

/**
 * One subscription to the worker, shared by every component that reads `topic`: it starts with the first listener and
 * ends with the last, unless another takes over at once. What was read stays, so that coming back paints at once, until the worker's reset replaces it.
 */
export function createTopicStore<Value>(
  topic: Topic,
  first: Value,
  fold: (value: Value, update: Update) => Value,
): TopicStore<Value> {
  const listeners = new Set<() => void>();
  let value = first;
  let stop: (() => void) | null = null;

  function take(update: Update): void {
    value = fold(value, update);
    for (const listener of listeners) listener();
  }

  function endIfLeft(): void {
    if (listeners.size > 0) return;
    stop?.();
    stop = null;
  }

  return {
    read: () => value,
    subscribe(listener) {
      listeners.add(listener);
      stop ??= currentSync().subscribe(topic, take);
      return () => {
        listeners.delete(listener);
        queueMicrotask(endIfLeft);
      };
    },
  };
}
