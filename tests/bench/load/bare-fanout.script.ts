/**
 * The limit of `fanout`: the WebSocket library sending a frame to each socket of a group, once for every POST of such a
 * frame, and nothing else. The group is the last part of a bearer token; `/frame/GROUP` takes the frame.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, clientTracking: false });
const groups = new Map<string, Set<WebSocket>>();
const EPOCH = '00000000-0000-4000-8000-000000000000';
const WELCOME = `{"type":"welcome","epoch":"${EPOCH}","head":0}`;
const SNAPSHOT = `{"type":"snapshot","epoch":"${EPOCH}","seq":0,"done":true}`;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const frame = Buffer.concat(chunks);
    const group = request.url?.split('/').at(-1) ?? '';
    for (const socket of groups.get(group) ?? []) socket.send(frame, { binary: false });
    response.writeHead(200, { 'content-length': '0' }).end();
  });
});

server.on('upgrade', (request, socket, head) => {
  sockets.handleUpgrade(request, socket, head, (upgraded) => {
    const group = String(Number(request.headers.authorization?.split('-').at(-2)));
    const members = groups.get(group) ?? new Set();
    groups.set(group, members.add(upgraded));
    upgraded.once('message', () => {
      upgraded.send(WELCOME);
      upgraded.send(SNAPSHOT);
    });
    upgraded.on('message', () => undefined);
    upgraded.on('close', () => members.delete(upgraded));
  });
});

server.listen(0, '127.0.0.1', () => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a TCP server has such an address
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});
process.once('SIGTERM', () => process.exit(0));
