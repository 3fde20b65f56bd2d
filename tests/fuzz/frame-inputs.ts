import { between, type Random } from '../../src-sandbox/random.ts';
import { exchange, head, type Ending } from './exchange.ts';
import { rawConsole } from './raw-console.ts';
import { pick, type DrawInput, type Input } from './input.ts';
import type { FuzzTarget } from './fuzz-target.ts';

/** WebSocket itself: upgrades that are none, tokens that are wrong, frames against RFC 6455. */
export const drawFrames: DrawInput = (random) => pick(random, [drawUpgrade, drawUpgrade, drawFrame])(random);

const KEY = ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='] as const;
const VERSION = ['Sec-WebSocket-Version', '13'] as const;
const UPGRADE = [
  ['Connection', 'Upgrade'],
  ['Upgrade', 'websocket'],
] as const;

function upgradeHead(start: string, more: readonly (readonly [string, string])[]): string {
  return head(start, [...UPGRADE, ...more]);
}

function turnedAway(name: string, allowed: readonly Ending[], bytesOf: (target: FuzzTarget) => string): Input {
  return {
    name,
    fire: async (target) => {
      const ending = await exchange(target, { bytes: [bytesOf(target)] });
      return allowed.includes(ending) ? undefined : `ended ${ending}, not ${allowed.join(' or ')}`;
    },
  };
}

function good(target: FuzzTarget): readonly [string, string] {
  return ['Authorization', `Bearer ${target.nextToken()}`];
}

function drawUpgrade(random: Random): Input {
  const kind = between(random, 0, 4);
  if (kind === 0) {
    const token = pick(random, ['', 'Bearer', 'Basic QTpC', `Bearer ${'x'.repeat(43)}`, `Bearer ${'é'.repeat(20)}`]);
    return turnedAway('a wrong token', [401, 429, 400], () =>
      upgradeHead('GET /v1/console', [KEY, VERSION, ['Authorization', token]]),
    );
  }
  if (kind === 1) {
    const path = pick(random, [
      '/',
      '//',
      '/v1/console/',
      '/v1/consoles',
      '/%zz',
      '/../v1',
      'http://[',
      '*',
      '/webhooks/meta',
    ]);
    return turnedAway('another path', [404, 400], () => upgradeHead(`GET ${path}`, [KEY, VERSION]));
  }
  if (kind === 2) {
    const key = pick(random, [[], [['Sec-WebSocket-Key', 'short']]] as const);
    return turnedAway('no key', [400], (target) => upgradeHead('GET /v1/console', [VERSION, good(target), ...key]));
  }
  if (kind === 3) {
    const version = ['Sec-WebSocket-Version', pick(random, ['12', '', 'x', '99999999999'])] as const;
    return turnedAway('another version', [400], (target) =>
      upgradeHead('GET /v1/console', [KEY, version, good(target)]),
    );
  }
  const method = pick(random, ['POST', 'PUT', 'DELETE']);
  return turnedAway('another method', [400, 405], (target) =>
    upgradeHead(`${method} /v1/console`, [KEY, VERSION, good(target)]),
  );
}

const PINGS = 2000;

/** Frames as bytes. Those against RFC 6455 §5 end the connection with 1002, 1007 or 1009. */
function drawFrame(random: Random): Input {
  const text = Buffer.from('{"type":"hello"}');
  const faults = [
    { name: 'no mask', bytes: Buffer.from([0x81, 0x02, 0x7b, 0x7d]) },
    { name: 'reserved bits', bytes: frame(0xf1, text) },
    { name: 'an opcode that nobody knows', bytes: frame(0x83, text) },
    { name: 'a text that is no UTF-8', bytes: frame(0x81, Buffer.from([0xc3, 0x28, 0xff])) },
    { name: 'a continuation of nothing', bytes: frame(0x80, text) },
    { name: 'a close of one byte', bytes: frame(0x88, Buffer.from([3])) },
    { name: 'a ping in pieces', bytes: frame(0x09, text) },
    {
      name: 'a frame of 2^63 bytes',
      bytes: Buffer.from([0x81, 0xff, 0x7f, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0]),
    },
    { name: 'a message in pieces', bytes: Buffer.concat([frame(0x01, text), frame(0x80, text)]) },
    {
      name: 'many pings',
      bytes: Buffer.concat([...Array.from({ length: PINGS }, () => frame(0x89, text)), frame(0x83, text)]),
    },
    { name: 'any bytes', bytes: Buffer.concat([random.bytes(between(random, 1, 200)), frame(0xf1, text)]), slow: true },
  ];
  const { name, bytes, slow = false } = pick(random, faults);
  return {
    name: `frames: ${name}`,
    fire: (target) => rawConsole(target, { upgrade: upgradeOf(target), bytes, breaksOff: slow }),
  };
}

function upgradeOf(target: FuzzTarget): string {
  return upgradeHead('GET /v1/console', [KEY, VERSION, ['Authorization', `Bearer ${target.nextToken()}`]]);
}

const MASK = Buffer.from([1, 2, 3, 4]);
const MASKED = 0x80;

/** A masked frame with a payload of less than 126 bytes. */
function frame(firstByte: number, payload: Buffer): Buffer {
  const masked = payload.map((byte, index) => byte ^ (MASK[index % MASK.length] ?? 0));
  return Buffer.concat([Buffer.from([firstByte, MASKED | payload.length]), MASK, masked]);
}
