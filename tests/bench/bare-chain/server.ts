/**
 * The relay's hops without our code: verify a webhook, commit its raw body, tell the consoles.
 * `node server.ts`, told by DATABASE_URL and APP_SECRET; prints {"url":…} when ready.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { Pool } from 'pg';
import { WebSocketServer } from 'ws';
import { z } from 'zod';

const { DATABASE_URL, APP_SECRET } = z.object({ DATABASE_URL: z.string(), APP_SECRET: z.string() }).parse(process.env);

type Waiting = { readonly body: Buffer; readonly committed: () => void };

const pool = new Pool({ connectionString: DATABASE_URL, max: 2 });
await pool.query(
  'create table if not exists delivery (id bigint generated always as identity primary key, body bytea)',
);
const consoles = new WebSocketServer({ noServer: true, perMessageDeflate: false });
const waiting: Waiting[] = [];
let isCommitting = false;

/** Commits what waits, one batch after the other: what comes meanwhile is the next batch. */
async function commit(): Promise<void> {
  if (isCommitting) return;
  isCommitting = true;
  while (waiting.length > 0) {
    const batch = waiting.splice(0);
    await pool.query('insert into delivery (body) select unnest($1::bytea[])', [batch.map(({ body }) => body)]);
    for (const { body, committed } of batch) {
      committed();
      tell(body);
    }
  }
  isCommitting = false;
}

function tell(body: Buffer): void {
  const frame = JSON.stringify(JSON.parse(body.toString()));
  for (const socket of consoles.clients) socket.send(frame);
}

function isGenuine(request: IncomingMessage, body: Buffer): boolean {
  const given = Buffer.from(String(request.headers['x-hub-signature-256']));
  const expected = Buffer.from(`sha256=${createHmac('sha256', APP_SECRET).update(body).digest('hex')}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request);
  if (!isGenuine(request, body)) {
    response.writeHead(401).end();
    return;
  }
  waiting.push({ body, committed: () => response.writeHead(200).end() });
  await commit();
}

const server = createServer((request, response) => void take(request, response));
server.on('upgrade', (request, socket, head) => {
  consoles.handleUpgrade(request, socket, head, () => undefined);
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (typeof address === 'object' && address !== null) {
    process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${address.port}` })}\n`);
  }
});
