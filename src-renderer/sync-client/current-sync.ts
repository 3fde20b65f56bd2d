import { must } from '../../src-shared/lib/must.ts';
import type { SyncClient } from './sync-client.ts';

let current: SyncClient | null = null;

/** Says which worker queries and commands of this window speak with. Called once, by the window's entry. */
export function setCurrentSync(client: SyncClient): void {
  current = client;
}

export function currentSync(): SyncClient {
  return must(current, 'the sync client of this window');
}
