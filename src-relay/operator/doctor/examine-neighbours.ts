import { once } from 'node:events';
import { createServer } from 'node:net';

import { connect } from '@nats-io/transport-node';
import { z } from 'zod';

import { relayInfoSchema } from '../../../src-shared/protocol/session-info.ts';
import type { RelayConfig } from '../../config/relay-config.ts';
import { natsOptions } from '../../nodes/nats-options.ts';
import { ok, skipped, wrong, type Finding } from './finding.ts';
import { isBlockedPort } from './why-away.ts';

const ANSWER_WITHIN_MS = 5000;
const EVERY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::']);
/** No version reads so. */
const BLOCKED = 'blocked';
const CHALLENGE = '1158201444';

/** Whether NATS answers. */
export async function examineNats(natsUrl: string | null): Promise<Finding> {
  if (natsUrl === null) return skipped('nats', 'NATS_URL is not set: one node needs none');
  const { host } = new URL(natsUrl);
  try {
    const connection = await connect({ ...natsOptions(natsUrl), ignoreAuthErrorAbort: false, maxReconnectAttempts: 0 });
    await connection.close();
    return ok('nats', `${host} answers`);
  } catch (error) {
    const why = error instanceof Error ? error.name : 'unknown fault';
    return wrong(
      'nats',
      `${host} does not answer (${why})`,
      'start NATS, or check NATS_URL; until then nodes find news by looking, which takes longer',
    );
  }
}

type Address = Pick<RelayConfig, 'host' | 'port' | 'meta'>;

/** Whether a relay answers at its port, with the same verify token, or the port is free for one. */
export async function examinePort({ host, port, meta }: Address): Promise<readonly Finding[]> {
  if (port === 0) return [skipped('port', 'ECHODESK_PORT is 0: any free one is taken')];
  const origin = `http://${urlHost(EVERY_ADDRESS.has(host) ? '127.0.0.1' : host)}:${port}`;
  const relay = await relayAt(origin);
  if (relay === BLOCKED) {
    const remedy = 'set ECHODESK_PORT to another one, such as 8080';
    return [wrong('port', `port ${port} is one of those that fetch and browsers never call`, remedy)];
  }
  if (relay !== undefined) {
    return [ok('port', `relay ${relay} answers on ${host}:${port}`), await handshake(origin, meta)];
  }
  const fault = await bindFault(host, port);
  if (fault === undefined) return [ok('port', `${host}:${port} is free: no relay runs here`)];
  if (fault === 'EADDRINUSE') {
    const remedy = `stop the program that has it (ss -ltnp 'sport = :${port}' names it), or set ECHODESK_PORT to another one`;
    return [wrong('port', `${host}:${port} is taken by something that is no relay`, remedy)];
  }
  if (fault === 'EACCES') {
    return [
      wrong('port', `port ${port} needs more rights than this account has`, 'set ECHODESK_PORT to one above 1023'),
    ];
  }
  return [
    wrong(
      'port',
      `${host}:${port} can not be listened on (${fault})`,
      'set ECHODESK_HOST to an address of this machine',
    ),
  ];
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}

/** Its version; undefined where something else answers, or nothing; `blocked` where nobody may ask. */
async function relayAt(origin: string): Promise<string | undefined> {
  try {
    const response = await fetch(`${origin}/v1/relay`, { signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return relayInfoSchema.safeParse(await response.json()).data?.version;
  } catch (error) {
    return isBlockedPort(error) ? BLOCKED : undefined;
  }
}

/** Asks the relay as Meta does when a callback address is set. */
async function handshake(origin: string, { verifyToken }: Address['meta']): Promise<Finding> {
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.verify_token': verifyToken,
    'hub.challenge': CHALLENGE,
  });
  try {
    const response = await fetch(`${origin}/webhooks/meta?${query.toString()}`, {
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    if (response.status === 200 && (await response.text()) === CHALLENGE) {
      return ok('webhooks', 'the relay takes the verify token');
    }
  } catch {
    // As if it had refused.
  }
  return wrong(
    'webhooks',
    'the relay that runs does not take the verify token of these settings',
    'restart it with the same ECHODESK_META_VERIFY_TOKEN as in your Meta app',
  );
}

/** The system's word for why the address can't be listened on; undefined where it can. */
async function bindFault(host: string, port: number): Promise<string | undefined> {
  const server = createServer();
  try {
    server.listen({ host, port });
    await once(server, 'listening');
    return undefined;
  } catch (error) {
    return z.object({ code: z.string() }).safeParse(error).data?.code ?? 'unknown fault';
  } finally {
    server.close();
  }
}
