import type { NodeConnectionOptions } from '@nats-io/transport-node';

const CONNECT_TIMEOUT_MS = 2000;
const RECONNECT_AFTER_MS = 500;
/** Two of these without an answer, and the connection counts as broken. */
const PING_EVERY_MS = 5000;

/** How to reach the server of a `NATS_URL`: `nats://` or `tls://`, with `user:password@` or `token@` where it asks for one. */
export function natsOptions(natsUrl: string): NodeConnectionOptions {
  const { protocol, host, username, password } = new URL(natsUrl);
  const user = decodeURIComponent(username);
  return {
    servers: host,
    ...(protocol === 'tls:' ? { tls: {} } : {}),
    ...(user !== '' && password === '' ? { token: user } : {}),
    ...(password === '' ? {} : { user, pass: decodeURIComponent(password) }),
    name: 'echodesk-relay',
    noEcho: true,
    timeout: CONNECT_TIMEOUT_MS,
    maxReconnectAttempts: -1,
    ignoreAuthErrorAbort: true,
    reconnectTimeWait: RECONNECT_AFTER_MS,
    pingInterval: PING_EVERY_MS,
  };
}
