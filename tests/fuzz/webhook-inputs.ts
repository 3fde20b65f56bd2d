import { gzipSync } from 'node:zlib';
import { between, type Random } from '../../src-sandbox/random.ts';
import { exchange, head, type Ending } from './exchange.ts';
import { NUMBER_ID, VERIFY_TOKEN, type FuzzTarget } from './fuzz-target.ts';
import { pick, type DrawInput, type Input } from './input.ts';
import { drawJson, mutate, readCorpus } from './random-json.ts';

const POST = 'POST /webhooks/meta';
const BODY_LIMIT = 4 * 1024 * 1024;
const JSON_TYPE = ['Content-Type', 'application/json'] as const;
/** Big bodies are few: thousands of them would only measure the loopback. */
const BIG_SHARE = 0.005;

const corpus = readCorpus();

/** Anything at the webhook's door. What has a good signature is kept and answered 200, whatever it holds. */
export const drawWebhook: DrawInput = (random) => {
  if (random.next() < BIG_SHARE) return pick(random, BIG)(random);
  return pick(random, [drawSigned, drawSigned, drawWrongSignature, drawTorn, drawHandshake])(random);
};

function input(name: string, allowed: readonly Ending[], fire: (target: FuzzTarget) => Promise<Ending>): Input {
  return {
    name,
    fire: async (target) => {
      const ending = await fire(target);
      return allowed.includes(ending) ? undefined : `ended ${ending}, not ${allowed.join(' or ')}`;
    },
  };
}

function signed(name: string, body: Buffer, allowed: readonly Ending[] = [200]): Input {
  return input(name, allowed, (target) => exchange(target, { bytes: [signedHead(target, body), body] }));
}

function signedHead(target: FuzzTarget, body: Buffer, type: readonly [string, string] = JSON_TYPE): string {
  return head(POST, [type, ['Content-Length', String(body.length)], ['X-Hub-Signature-256', target.sign(body)]]);
}

function drawSigned(random: Random): Input {
  const text = pick(random, corpus);
  const kind = between(random, 0, 4);
  if (kind === 0) return signed('signed: any JSON', Buffer.from(drawJson(random)));
  if (kind === 1) return signed('signed: any bytes', random.bytes(between(random, 0, 300)));
  if (kind === 2) return signed('signed: the same again', Buffer.from(text));
  const mutated = mutate(random, kind === 3 ? text : mutate(random, text));
  return signed('signed: a mutated payload', Buffer.from(mutated));
}

function drawWrongSignature(random: Random): Input {
  const body = Buffer.from(mutate(random, pick(random, corpus)));
  const hex = random.bytes(32).toString('hex');
  const headers = pick(random, [
    [],
    [['X-Hub-Signature-256', `sha256=${hex}`]],
    [['X-Hub-Signature-256', `sha256=${hex.slice(0, between(random, 0, 63))}`]],
    [['X-Hub-Signature-256', `SHA256=${hex}`]],
    [['X-Hub-Signature', `sha1=${hex.slice(0, 40)}`]],
    [['X-Hub-Signature-256', `sha256=${'f'.repeat(10_000)}`]],
    Array.from({ length: 20 }, () => ['X-Hub-Signature-256', `sha256=${hex}`] as const),
  ] as const);
  const length = ['Content-Length', String(body.length)] as const;
  return input('unsigned', [401], (target) =>
    exchange(target, { bytes: [head(POST, [JSON_TYPE, length, ...headers]), body] }),
  );
}

/** Requests that HTTP itself does not like, or that never become whole. */
function drawTorn(random: Random): Input {
  const body = Buffer.from(pick(random, corpus));
  const kind = between(random, 0, 5);
  if (kind === 0) {
    return input('broken off', ['closed'], (target) =>
      exchange(target, { bytes: [signedHead(target, body), body.subarray(0, body.length / 2)], breaksOff: true }),
    );
  }
  if (kind === 1) {
    const wrong = pick(random, ['-1', 'NaN', '1e3', '0x10', '9'.repeat(30)]);
    return input('a length that is none', [400, 401, 413, 'closed'], (target) =>
      exchange(target, { bytes: [head(POST, [JSON_TYPE, ['Content-Length', wrong]]), body] }),
    );
  }
  if (kind === 2) {
    const chunks = [head(POST, [['Transfer-Encoding', 'chunked']]), `zz\r\n${body.toString()}\r\n`];
    return input('a chunk of no length', [400, 'closed'], (target) => exchange(target, { bytes: chunks }));
  }
  if (kind === 3) return signed('gzip', gzipSync(body));
  if (kind === 4) {
    const type = ['Content-Type', pick(random, ['text/weird; charset=x', '', ';;', 'a/b; c', '../..'])] as const;
    return input('another type', [200, 415], (target) =>
      exchange(target, { bytes: [signedHead(target, body, type), body] }),
    );
  }
  const long = ['X-Long', 'x'.repeat(20_000)] as const;
  return input('headers too long', [431], (target) => exchange(target, { bytes: [head(POST, [long])] }));
}

function drawHandshake(random: Random): Input {
  const token = pick(random, [VERIFY_TOKEN, 'guess', '', '%00', '%zz', 'x'.repeat(5000)]);
  const mode = pick(random, ['unsubscribe', '', 'SUBSCRIBE', '%F0%9F', 'a&hub.mode=b']);
  const query = `hub.mode=${mode}&hub.verify_token=${token}&hub.challenge=1&hub.challenge=2`;
  return input('handshake', [400, 403], (target) =>
    exchange(target, { bytes: [head(`GET /webhooks/meta?${query}`, [])] }),
  );
}

const LEVELS = 100_000;
const NESTED_MESSAGES = 1000;
const MEGABYTES_3 = 3 * 1024 * 1024;

const BIG: readonly DrawInput[] = [
  () => signed('deep JSON', Buffer.from('['.repeat(LEVELS) + ']'.repeat(LEVELS))),
  () =>
    signed('deep JSON inside an envelope', Buffer.from(envelope('{"a":'.repeat(LEVELS) + '1' + '}'.repeat(LEVELS)))),
  () =>
    signed(
      'deep JSON inside a message',
      Buffer.from(envelope(messages('{"a":'.repeat(LEVELS) + '1' + '}'.repeat(LEVELS)))),
    ),
  (random) => signed('a thousand messages', Buffer.from(envelope(messages(manyMessages(random))))),
  (random) => signed('a thousand entries', Buffer.from(entries(random))),
  () => signed('3 MB', Buffer.alloc(MEGABYTES_3, ' ')),
  () => signed('over the limit', Buffer.alloc(BODY_LIMIT + 1, ' '), [413]),
];

function envelope(value: string): string {
  return `{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":${value}}]}]}`;
}

function messages(list: string): string {
  return `{"messaging_product":"whatsapp","metadata":{"phone_number_id":"${NUMBER_ID}"},"messages":[${list}]}`;
}

function manyMessages(random: Random): string {
  const one = () =>
    `{"from":"447700900999","id":"fuzz.${random.next()}","timestamp":"1790000001","type":"text","text":{"body":${drawJson(random)}}}`;
  return Array.from({ length: NESTED_MESSAGES }, one).join(',');
}

function entries(random: Random): string {
  const list = Array.from({ length: NESTED_MESSAGES }, () => drawJson(random)).join(',');
  return `{"object":"whatsapp_business_account","entry":[${list}]}`;
}
