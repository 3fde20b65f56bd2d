import { expect, test } from 'vitest';

import { setCurrentSync } from '../sync-client/current-sync.ts';
import type { Update } from '../sync-client/sync-contract.ts';
import { createTopicStore } from './topic-store.ts';

const none = () => {};

/** A worker's side: who is subscribed, and a way to speak. */
function listenedTo() {
  const subscribers = new Set<(update: Update) => void>();
  let begun = 0;
  setCurrentSync({
    subscribe: (_topic, onUpdate) => {
      begun += 1;
      subscribers.add(onUpdate);
      return () => subscribers.delete(onUpdate);
    },
    call: () => Promise.resolve({ outcome: 'done' }),
  });
  const say = (text: string) => {
    for (const tell of subscribers) tell({ topic: 'draft', text });
  };
  return { say, begun: () => begun, subscribers };
}

function draftStore() {
  return createTopicStore({ topic: 'status' }, '', (value, update) => (update.topic === 'draft' ? update.text : value));
}

test('one subscription serves all listeners, and ends when none is left', async () => {
  const worker = listenedTo();
  const store = draftStore();
  const stops = [store.subscribe(none), store.subscribe(none)];
  worker.say('Hello');
  expect([store.read(), worker.begun()]).toEqual(['Hello', 1]);
  for (const stop of stops) stop();
  await Promise.resolve();
  expect(worker.subscribers.size).toBe(0);
  expect(store.read()).toBe('Hello');
});

test('who takes over from the last listener at once takes over the subscription', async () => {
  const worker = listenedTo();
  const store = draftStore();
  store.subscribe(none)();
  store.subscribe(none);
  await Promise.resolve();
  expect([worker.begun(), worker.subscribers.size]).toEqual([1, 1]);
});
