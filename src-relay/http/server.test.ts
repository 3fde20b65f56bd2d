import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

import { expect, onTestFinished, test } from 'vitest';

import { createLogger } from '../observability/logger.ts';
import { createMetrics } from '../observability/metrics.ts';
import { DOOR_LIMITS } from './door-limits.ts';
import { watchNewcomers } from './newcomers.ts';
import { createServer, type RegisterRoutes } from './server.ts';

const SECRET_PATH = '/%zz/secret-path';

const doors: readonly RegisterRoutes[] = [
  (server) => {
    server.get('/fails', () => Promise.reject(new Error('the database is away: password hunter2')));
    server.post('/takes', async () => ({ ok: true }));
  },
];

async function open(limits: Partial<typeof DOOR_LIMITS> = {}) {
  const logged: string[] = [];
  const metrics = createMetrics();
  const all = { ...DOOR_LIMITS, ...limits };
  const server = createServer(doors, {
    newcomers: watchNewcomers(metrics, all),
    metrics,
    logger: createLogger('trace', { write: (line) => logged.push(line) }),
    limits: all,
  });
  const { port } = new URL(await server.listen({ host: '127.0.0.1', port: 0 }));
  onTestFinished(() => server.close());
  const dial = async (): Promise<Socket> => {
    const socket = connect({ host: '127.0.0.1', port: Number(port) });
    await once(socket, 'connect');
    return socket;
  };
  const refused = async () =>
    (await metrics.registry.metrics()).match(/(?<=requests_refused_total\{reason=")\w+(?="\} [1-9])/g) ?? [];
  return { dial, refused, logged };
}

/** All that the other end says until it closes. */
async function sayAndHear(socket: Socket, text: string): Promise<string> {
  const heard: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => heard.push(chunk));
  socket.write(text);
  await once(socket, 'close');
  return Buffer.concat(heard).toString();
}

test.for([
  ['no HTTP', 'HELLO\r\n\r\n', 400, 'malformed'],
  ['a bad escape', `GET ${SECRET_PATH} HTTP/1.1\r\nHost: x\r\n\r\n`, 400, 'malformed'],
  ['an expectation', 'GET / HTTP/1.1\r\nHost: x\r\nExpect: x\r\n\r\n', 417, 'malformed'],
  ['headers too long', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`, 431, 'headers_too_large'],
  ['a path that nobody has', 'GET /secret-path HTTP/1.1\r\nHost: x\r\n\r\n', 404, 'not_found'],
  [
    'a body that is no JSON',
    'POST /takes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 7\r\n\r\n{secret',
    400,
    'malformed',
  ],
  [
    'a body too large',
    'POST /takes HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99999\r\n\r\n',
    413,
    'too_large',
  ],
] as const)('%s is answered by a status alone, counted, and closed', async ([, text, status, reason]) => {
  const { dial, refused, logged } = await open();
  const answer = await sayAndHear(await dial(), text);
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
  expect(answer).not.toContain('secret');
  expect(await refused()).toEqual([reason]);
  expect(logged).toEqual([]);
});

test('what throws in a door is logged and answered 503 without a word of it', async () => {
  const { dial, refused, logged } = await open();
  const answer = await sayAndHear(await dial(), 'GET /fails?token=secret HTTP/1.1\r\nHost: x\r\n\r\n');
  expect(answer).toMatch(/^HTTP\/1.1 503 /);
  expect(answer).not.toMatch(/hunter2|database/);
  expect(await refused()).toEqual(['unavailable']);
  expect(logged.join('')).toContain('request.failed');
  expect(logged.join('')).not.toContain('secret');
});

test.for([
  ['says nothing', ''],
  ['never ends its head', 'GET / HTTP/1.1\r\nHost: x\r\n'],
  ['never sends its body', 'POST /takes HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\n'],
] as const)('a connection that %s is closed in time', async ([, text]) => {
  const { dial, refused } = await open({ headersTimeoutMs: 40, requestTimeoutMs: 80, checkEveryMs: 20 });
  expect(await sayAndHear(await dial(), text)).toMatch(/^HTTP\/1.1 408 /);
  expect(await refused()).toEqual(['timed_out']);
});

test('who goes before the request is whole is counted once, and is no fault', async () => {
  const { dial, refused, logged } = await open();
  const socket = await dial();
  socket.end('POST /takes HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nhalf');
  await once(socket.resume(), 'close');
  expect([await refused(), logged]).toEqual([['aborted'], []]);
});

test('too many connections: the oldest that has not proven itself goes, the newest is served', async () => {
  const { dial, refused } = await open({ newcomers: 2 });
  const [oldest, next, newest] = [await dial(), await dial(), await dial()];
  await once(oldest.resume(), 'close');
  expect(await sayAndHear(newest, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(/^HTTP\/1.1 404 /);
  expect(next.closed).toBe(false);
  next.destroy();
  expect(await refused()).toEqual(['let_go', 'not_found']);
});
