import { useQuery } from '@tanstack/react-query';

import { relayInfo } from '../bridge/bridge.ts';
import { queryKeys } from './query-keys.ts';
import { valueOf } from './remote-error.ts';

const STALE_AFTER_MS = 60_000;

/** Version and protocol of the relay, asked while the link is up. */
export function useRelayInfo() {
  return useQuery({
    queryKey: queryKeys.relayInfo,
    queryFn: async () => valueOf(await relayInfo()),
    staleTime: STALE_AFTER_MS,
  });
}
