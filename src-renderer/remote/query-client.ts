import { onlineManager, QueryClient } from '@tanstack/react-query';

import type { LinkState } from '../../src-shared/ipc/link-state.ts';

/** For what the relay owns and this device does not keep. Trying again is main's and the relay's work, never ours. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false } },
  });
}

/** Makes "paused" of the query client mean our link, not what the system thinks of its network. */
export function followLink(link: LinkState | null): void {
  onlineManager.setOnline(link?.state === 'live' || link?.state === 'catching_up');
}
