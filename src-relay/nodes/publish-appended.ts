import type { Log } from '../log/log.ts';
import type { Hints } from './hints.ts';

/** Tells the other nodes of every commit to this process's log. Returns the function that ends it. */
export function publishAppended(log: Pick<Log, 'onAppended'>, hints: Pick<Hints, 'publish'>): () => void {
  return log.onAppended(({ workspaceId, events }) => {
    const last = events.at(-1);
    if (last !== undefined) hints.publish({ kind: 'appended', workspaceId, head: last.event.seq });
  });
}
