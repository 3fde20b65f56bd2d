/**
 * The limit of `ingest`: node:http, HMAC over the raw body, JSON.parse, one durable insert for all bodies that wait, and
 * nothing else. Arguments: the database's address.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { LOAD_SECRET } from './signed-webhooks.ts';

const MOST_IN_COMMIT = 500;
const COMMITS_IN_FLIGHT = 2;

const pool = new Pool({ connectionString: process.argv[2], max: COMMITS_IN_FLIGHT });
await pool.query('create table if not exists body (id bigint generated always as identity primary key, body bytea)');

type Waiting = { readonly body: Buffer; readonly response: ServerResponse };

const waiting: Waiting[] = [];
let inFlight = 0;

async function commit(): Promise<void> {
  if (waiting.length === 0 || inFlight >= COMMITS_IN_FLIGHT) return;
  inFlight += 1;
  const batch = waiting.splice(0, MOST_IN_COMMIT);
  await pool.query({
    name: 'insert',
    text: 'insert into body (body) select body from unnest($1::bytea[]) as given (body)',
    values: [batch.map(({ body }) => body)],
  });
  for (const { response } of batch) response.writeHead(200, { 'content-length': '0' }).end();
  inFlight -= 1;
  void commit();
}

function isSigned(request: IncomingMessage, body: Buffer): boolean {
  const given = Buffer.from(String(request.headers['x-hub-signature-256']).slice('sha256='.length), 'hex');
  const expected = createHmac('sha256', LOAD_SECRET).update(body).digest();
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks);
    if (!isSigned(request, body)) {
      response.writeHead(401, { 'content-length': '0' }).end();
      return;
    }
    JSON.parse(body.toString());
    waiting.push({ body, response });
    void commit();
  });
});

server.listen(0, '127.0.0.1', () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server has such an address
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});
process.once('SIGTERM', () => process.exit(0));
