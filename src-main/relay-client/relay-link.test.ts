import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { deviceIdSchema, seqSchema } from '../../src-shared/domain/ids.ts';
import { toMainSchema } from '../../src-shared/ipc/sync-port.ts';
import type { Frame } from '../../src-shared/protocol/frame.ts';
import { PROTOCOL_VERSION } from '../../src-shared/protocol/protocol-version.ts';
import type { Cursor } from '../../src-shared/domain/cursor.ts';
import { ManualTime } from '../testing/manual-time.ts';
import { received } from '../testing/events.ts';
import { RecordingWorker } from '../testing/recording-worker.ts';
import { EPOCH, frameOf, KNOWN_TOKEN, ScriptedRelay, type ScriptedConsole } from '../testing/scripted-relay.ts';
import { silentLog } from '../testing/silent-log.ts';
import { askSession } from './ask-relay.ts';
import { CREDIT_BYTES } from './credit.ts';
import { dial } from './dial.ts';
import { openProfileFile } from './profile-file.ts';
import { readRelayAddress } from './relay-address.ts';
import { RelayLink } from './relay-link.ts';

const device = deviceIdSchema.parse('0b0bbd5e-7d7f-4b0a-9c53-0b3f4d4c1a11');
const at = (seq: number): Cursor => ({ epoch: EPOCH, seq: seqSchema.parse(seq) });

let relay = new ScriptedRelay();
let time = new ManualTime();
let folder = '';
let origin = '';
let links: RelayLink[] = [];

beforeEach(async () => {
  relay = new ScriptedRelay();
  time = new ManualTime();
  folder = mkdtempSync(join(tmpdir(), 'link-'));
  origin = await relay.start();
  links = [];
});
afterEach(async () => {
  for (const link of links) link[Symbol.dispose]();
  await relay[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

function start(options: { token?: string | null; isNetworkUp?: boolean } = {}) {
  const answer = readRelayAddress(origin);
  if (answer.kind !== 'address') throw new Error('no address');
  const { address } = answer;
  const frames: Frame[] = [];
  const warned: object[] = [];
  const unread: number[] = [];
  const link = new RelayLink({
    device,
    appVersion: '0.1.0',
    clock: time.clock,
    startTimer: time.startTimer,
    random: (bytes) => bytes.fill(0),
    dial,
    isNetworkUp: () => options.isNetworkUp ?? true,
    onFrame: (frame) => frames.push(frame),
    onUnread: (conversations) => unread.push(conversations),
    log: { ...silentLog, warn: (event, fields) => warned.push({ event, ...fields }) },
  });
  links.push(link);
  const worker = new RecordingWorker();
  const detach = link.attach(worker.hear);
  link.start({
    origin: address.origin,
    consoleUrl: address.consoleUrl,
    token: options.token === undefined ? KNOWN_TOKEN : options.token,
    profiles: openProfileFile(join(folder, 'profile.json'), address.origin, silentLog),
    askSession: (token, signal) => askSession(address, token, signal),
  });
  return { link, worker, frames, unread, warned, detach };
}

type Started = ReturnType<typeof start>;

async function ready({ link, worker }: Started, cursor: Cursor | null): Promise<void> {
  await worker.until(() => worker.heard.some(({ kind }) => kind === 'profile'));
  link.onWorker({ kind: 'ready', cacheKey: link.profile?.cacheKey ?? '', cursor });
}

async function joined(cursor: Cursor | null, head: number): Promise<Started & { console: ScriptedConsole }> {
  const started = start();
  await ready(started, cursor);
  const console = await relay.console();
  await console.hear();
  console.say(relay.welcome(head));
  await started.worker.down(1);
  return { ...started, console };
}

test('a first start asks whose inbox this is, says hello without a cursor and is live when the snapshot is in', async () => {
  const started = start();
  const { link, worker } = started;
  await ready(started, null);
  const console = await relay.console();
  expect(await console.hear()).toEqual({
    type: 'hello',
    protocol: PROTOCOL_VERSION,
    device,
    cursor: null,
    appVersion: '0.1.0',
  });
  console.say(relay.welcome(12, { resume: 'snapshot' }));
  expect(await worker.state('catching_up')).toMatchObject({ left: 12 });
  console.say({ type: 'snapshot', epoch: EPOCH, seq: 12, page: 0, total: 0, done: true, conversations: [] });
  const page = await worker.down(2);
  link.onWorker({ kind: 'applied', cursor: at(12), bytes: page?.bytes ?? 0 });
  expect(await console.hear()).toEqual({ type: 'ack', cursor: at(12) });
  expect(worker.states).toEqual(['connecting', 'catching_up', 'live']);
  expect(link.profile).toMatchObject({ workspace: 1, workspaceName: 'Practice', person: { id: 7, name: 'Ana' } });
});

test('S1 after a cut the link resumes from what is durable, not from what was sent', async () => {
  const { console, link, worker } = await joined(at(10), 12);
  console.say(frameOf(10, 11));
  console.say(frameOf(11, 12));
  await worker.down(3);
  link.onWorker({ kind: 'applied', cursor: at(11), bytes: 1 });
  console.close(1001);
  expect(await worker.state('offline')).toMatchObject({ reason: 'closed', retryAt: time.clock.now() + 125 });
  time.pass(125);
  const next = await relay.console();
  expect(await next.hear()).toMatchObject({ type: 'hello', cursor: at(11) });
});

test('the profile is kept: the next start announces it while the relay is away', async () => {
  await joined(at(10), 10);
  await relay[Symbol.asyncDispose]();
  const started = start();
  expect(started.worker.heard.map(({ kind }) => kind)).toEqual(['link', 'profile']);
  await started.link.identified;
  await ready(started, at(10));
  expect(await started.worker.state('offline')).toMatchObject({ reason: 'unreachable' });
  relay = new ScriptedRelay();
});

test('I2 the profile of one sign-in is not shown to another', async () => {
  await joined(at(10), 10);
  const { worker } = start({ token: 'somebody-else' });
  expect(await worker.state('signed_out')).toMatchObject({ state: 'signed_out' });
  expect(worker.heard.map(({ kind }) => kind)).not.toContain('profile');
});

test.each([429, 503] as const)(
  'a relay that answers %i is busy: it is tried again by itself, ever later',
  async (status) => {
    relay.turnsAway = status;
    const fresh = start();
    expect(await fresh.worker.state('offline')).toMatchObject({ reason: 'busy' });

    relay.turnsAway = null;
    const { console, worker } = await joined(at(10), 10);
    relay.turnsAway = status;
    console.close(1012);
    for (const wait of [125, 250, 500]) {
      expect(await worker.state('offline')).toMatchObject({ retryAt: time.clock.now() + wait });
      time.pass(wait);
    }
    expect(await worker.state('offline')).toMatchObject({ reason: 'busy' });
    expect(worker.states).not.toContain('signed_out');
    relay.turnsAway = null;
    time.pass(1000);
    await (await relay.console()).hear();
  },
);

test('a token that the relay does not know means signed out, until a person tries again', async () => {
  const { link, worker } = start({ token: 'wrong' });
  await worker.state('signed_out');
  time.pass(60_000);
  expect(worker.states.at(-1)).toBe('signed_out');
  link.retryNow();
  expect(worker.states.at(-1)).toBe('connecting');
  await worker.state('signed_out');
});

test('a token that was withdrawn since means signed out when the socket opens', async () => {
  await joined(at(10), 10);
  relay.token = 'another';
  const started = start();
  await ready(started, at(10));
  expect(await started.worker.state('signed_out')).toMatchObject({ state: 'signed_out' });
});

test('a console without a token is signed out and without a relay offline', () => {
  expect(start({ token: null }).link.state.state).toBe('signed_out');
  const { link } = start();
  link.start(null);
  expect(link.state).toMatchObject({ state: 'offline', reason: 'unreachable' });
});

test.each([
  ['protocol_too_old', 'protocol_too_old'],
  ['malformed', 'malformed'],
])('P1 a refusal with %s is shown and waits for a person', async (code, shown) => {
  const started = start();
  await ready(started, at(1));
  const console = await relay.console();
  await console.hear();
  console.say({ type: 'refused', code, detail: '', floor: 2, current: 2 });
  expect(await started.worker.state('refused')).toMatchObject({ code: shown });
  time.pass(60_000);
  expect(started.worker.states.at(-1)).toBe('refused');
});

test.each([
  ['too_slow', 4008],
  ['shutting_down', 1012],
])('a relay that closes with %s is tried again', async (reason, code) => {
  const { console, worker } = await joined(at(10), 10);
  console.close(code);
  expect(await worker.state('offline')).toMatchObject({ reason });
  time.pass(15_000);
  await relay.console();
});

test('the worker has at most its credit in hand; then the socket waits, and goes on when half is given back', async () => {
  const { console, link, worker } = await joined(at(0), 100);
  const size = 1024 * 1024;
  const text = 'x'.repeat(size);
  for (let seq = 1; seq <= 40; seq += 1) {
    console.say(frameOf(seq - 1, seq, { events: [{ ...received(seq, 1), content: { text } }] }));
  }
  const given = () => worker.downs.reduce((sum, { bytes }) => sum + bytes, 0);
  await worker.until(() => given() >= CREDIT_BYTES);
  for (let round = 0; round < 10; round += 1) await (await fetch(origin)).arrayBuffer();
  expect(given()).toBeLessThan(CREDIT_BYTES + 2 * size);
  for (let seq = 1; seq <= 40; seq += 1) {
    const frame = await worker.down(seq + 1);
    link.onWorker({ kind: 'applied', cursor: at(seq), bytes: frame?.bytes ?? 0 });
  }
  expect((await worker.down(41))?.message).toMatchObject({ type: 'frame', to: 40 });
});

test('a relay that says nothing for 15 seconds is gone; a ping is a sign of life', async () => {
  const { console, worker } = await joined(at(10), 10);
  time.pass(14_000);
  console.say(frameOf(10, 10));
  await worker.down(2);
  time.pass(14_000);
  expect(worker.states.at(-1)).toBe('live');
  time.pass(1000);
  expect(await worker.state('offline')).toMatchObject({ reason: 'silent' });
});

test('a relay that pings and never welcomes is left too', async () => {
  const started = start();
  await ready(started, at(10));
  const console = await relay.console();
  await console.hear();
  time.pass(14_000);
  console.ping();
  await console.pong;
  time.pass(1000);
  expect(started.worker.lastLink).toMatchObject({ state: 'offline', reason: 'silent' });
});

test('pages and frames are counted, what the worker answers for at once is not', async () => {
  const { console, worker } = await joined(at(10), 10);
  console.say({ type: 'history_page', conversation: 5, before: 40, messages: [], hasMore: false });
  console.say(frameOf(10, 11));
  await worker.down(3);
  const frameBytes = Buffer.byteLength(JSON.stringify(frameOf(10, 11)));
  expect(worker.downs.map(({ bytes }) => bytes)).toEqual([0, 0, frameBytes]);
});

test('what is applied is acknowledged once', async () => {
  const { console, link, worker } = await joined(at(10), 10);
  link.onWorker({ kind: 'applied', cursor: at(10), bytes: 0 });
  link.onWorker({ kind: 'applied', cursor: at(10), bytes: 0 });
  console.say(frameOf(10, 11));
  await worker.down(2);
  link.onWorker({ kind: 'applied', cursor: at(11), bytes: 1 });
  expect([await console.hear(), await console.hear()]).toEqual([
    { type: 'ack', cursor: at(10) },
    { type: 'ack', cursor: at(11) },
  ]);
});

test('silence on a machine without a network is called so', async () => {
  const started = start({ isNetworkUp: false });
  await ready(started, at(10));
  const console = await relay.console();
  await console.hear();
  time.pass(15_000);
  expect(await started.worker.state('offline')).toMatchObject({ reason: 'no_network' });
});

test('silence does not count while the worker has no credit', async () => {
  const { console, link, worker } = await joined(at(0), 100);
  const text = 'x'.repeat(CREDIT_BYTES);
  console.say(frameOf(0, 1, { events: [{ ...received(1, 1), content: { text } }] }));
  const heavy = await worker.down(2);
  time.pass(120_000);
  expect(worker.states.at(-1)).toBe('catching_up');
  link.onWorker({ kind: 'applied', cursor: at(1), bytes: heavy?.bytes ?? 0 });
  time.pass(15_000);
  expect(worker.lastLink).toMatchObject({ state: 'offline', reason: 'silent' });
});

test('after a wake-up or another network the relay has 3 seconds to answer', async () => {
  const { link, worker } = await joined(at(10), 10);
  link.nudge();
  time.pass(3000);
  expect(worker.lastLink).toMatchObject({ state: 'offline', reason: 'silent' });
});

test('a machine that goes to sleep hangs up and comes back at once on waking', async () => {
  const { console, link, worker } = await joined(at(10), 10);
  link.suspend();
  expect(worker.lastLink).toMatchObject({ state: 'offline', reason: 'suspended' });
  await console.closed;
  link.nudge();
  const next = await relay.console();
  expect(await next.hear()).toMatchObject({ cursor: at(10) });
});

test('a person who tries now need not wait for the planned time', async () => {
  const { console, link, worker } = await joined(at(10), 10);
  console.close(1001);
  await worker.state('offline');
  link.retryNow();
  const next = await relay.console();
  expect(await next.hear()).toMatchObject({ type: 'hello' });
});

test.each(['not json', '{"type":"frame"}', '{"type":"novelty"}'])(
  'a message that does not parse (%s) ends the connection, and each time the wait is longer',
  async (message) => {
    const { console, worker } = await joined(at(9), 10);
    console.say(message);
    expect(await worker.state('offline')).toMatchObject({ reason: 'closed', retryAt: time.clock.now() + 125 });
    expect(worker.downs).toHaveLength(1);
    time.pass(125);
    const next = await relay.console();
    await next.hear();
    next.say(relay.welcome(10));
    await worker.down(2);
    next.say(message);
    expect(await worker.state('offline')).toMatchObject({ retryAt: time.clock.now() + 250 });
  },
);

test('a relay that does not begin with a welcome is not understood', async () => {
  const started = start();
  await ready(started, at(10));
  const console = await relay.console();
  console.say(frameOf(10, 11));
  expect(await started.worker.state('offline')).toMatchObject({ reason: 'closed' });
  expect(started.worker.downs).toEqual([]);
});

test('nothing connects before the cache of this profile is open', async () => {
  const { link, worker } = start();
  await worker.until(() => worker.heard.some(({ kind }) => kind === 'profile'));
  link.onWorker({ kind: 'ready', cacheKey: 'f'.repeat(32), cursor: at(1) });
  time.pass(60_000);
  expect(worker.states).toEqual(['connecting']);
});

test('a new worker takes over: it alone is spoken to, and the link starts from its cursor', async () => {
  const { link, worker, detach } = await joined(at(10), 10);
  const before = worker.heard.length;
  const second = new RecordingWorker();
  link.attach(second.hear);
  detach();
  expect(second.heard.map(({ kind }) => kind)).toEqual(['link', 'profile']);
  link.onWorker({ kind: 'ready', cacheKey: link.profile?.cacheKey ?? '', cursor: at(4) });
  const next = await relay.console();
  expect(await next.hear()).toMatchObject({ cursor: at(4) });
  next.say(relay.welcome(4));
  await second.state('live');
  expect(worker.heard).toHaveLength(before);
});

test('R1 a cache that can not follow gets a snapshot', async () => {
  const { link, worker } = await joined(at(10), 10);
  link.onWorker({ kind: 'resync', reason: 'gap' });
  link.onWorker({ kind: 'applied', cursor: at(11), bytes: 0 });
  await worker.state('offline');
  time.pass(125);
  const next = await relay.console();
  expect(await next.hear()).toMatchObject({ type: 'hello', cursor: null });
});

test('a welcome for another person forgets the profile and asks anew', async () => {
  const started = start();
  const { link, worker } = started;
  await ready(started, at(10));
  const console = await relay.console();
  relay.session = { ...relay.session, person: { id: 9, name: 'Ben', role: 'agent' } };
  console.say(relay.welcome(10));
  await worker.state('offline');
  expect(link.profile).toBeNull();
  time.pass(125);
  await worker.until(() => worker.heard.filter(({ kind }) => kind === 'profile').length === 2);
  expect(link.profile).toMatchObject({ person: { name: 'Ben' } });
  expect(worker.downs).toEqual([]);
});

test('commands go up while the link is joined, and are dropped while it is not: the outbox keeps them', async () => {
  const { console, link, worker } = await joined(at(10), 10);
  const message = { type: 'read_history', conversation: 5, before: 40, limit: 50 };
  const up = toMainSchema.parse({ kind: 'up', message });
  link.onWorker(up);
  expect(await console.hear()).toEqual(message);
  console.close(1001);
  await worker.state('offline');
  link.onWorker(up);
});

test('frames are shown to whoever alerts, with the profile; unread counts are passed on', async () => {
  const { console, frames, link, unread, worker } = await joined(at(10), 10);
  console.say(frameOf(10, 11, { live: true }));
  await worker.down(2);
  expect(frames).toEqual([frameOf(10, 11, { live: true })]);
  link.onWorker({ kind: 'unread', conversations: 3 });
  expect(unread).toEqual([3]);
});

test('after its end nothing is planned', async () => {
  const { link } = await joined(at(10), 10);
  link[Symbol.dispose]();
  expect(time.planned).toBe(0);
});

test('a fault of the worker is logged by code and name', () => {
  const { link, warned } = start();
  link.onWorker({ kind: 'fault', code: 'journal', name: 'QuotaExceededError' });
  expect(warned).toEqual([{ event: 'worker_fault', code: 'journal', name: 'QuotaExceededError' }]);
});
