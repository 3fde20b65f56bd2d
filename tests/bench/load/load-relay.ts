import { startPinned, type PinnedProcess } from './pinned-process.ts';
import { LOAD_SECRET } from './signed-webhooks.ts';

/** Nothing listens there: what the relay would send waits. */
const NO_GRAPH = 'http://127.0.0.1:9';

/** The relay as it is shipped, on a core of its own. */
export function startLoadRelay(databaseUrl: string): Promise<PinnedProcess> {
  return startPinned(['src-relay/index.ts', 'serve'], {
    ECHODESK_PORT: '0',
    DATABASE_URL: databaseUrl,
    ECHODESK_META_APP_SECRETS: LOAD_SECRET,
    ECHODESK_META_VERIFY_TOKEN: 'verify',
    ECHODESK_GRAPH_URL: NO_GRAPH,
    ECHODESK_GRAPH_TOKEN: 'secret',
    ECHODESK_LOG_LEVEL: 'warn',
    NODE_ENV: 'production',
  });
}
