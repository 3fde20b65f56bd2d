import { once } from 'node:events';
import { expect, test as base } from 'vitest';
import { must } from '../../src-shared/lib/must.ts';
import { RelayNodes, type RelayNode } from '../support/relay-nodes.ts';
import { RelaySession } from '../support/relay-session.ts';

/** In which a console of a node that dies is live on another. */
const LIVE_AGAIN_MS = 5000;
const MESSAGES = 60;

type Fixtures = {
  /** Three relays that find out about each other by looking. */
  readonly three: RelayNodes;
  /** Two relays that find out about each other by looking. */
  readonly pair: RelayNodes;
  /** Two relays with NATS between them. */
  readonly hinted: RelayNodes;
};

const test = base.extend<Fixtures>({
  three: async ({ onTestFailed }, provide) => {
    await using nodes = await RelayNodes.start({ count: 3, hints: false });
    onTestFailed(() => say(nodes));
    await provide(nodes);
  },
  pair: async ({ onTestFailed }, provide) => {
    await using nodes = await RelayNodes.start({ count: 2, hints: false });
    onTestFailed(() => say(nodes));
    await provide(nodes);
  },
  hinted: async ({ onTestFailed }, provide) => {
    await using nodes = await RelayNodes.start({ count: 2, hints: true });
    onTestFailed(() => say(nodes));
    await provide(nodes);
  },
});

function say(nodes: RelayNodes): void {
  for (const { part, text } of nodes.logs()) process.stderr.write(`──── ${part}\n${text}\n`);
}

const numbered = (count: number) => Array.from({ length: count }, (_none, index) => `message ${index}`);

/** So long ago that each message has a second of its own. */
const writtenAt = (index: number) => new Date(Date.now() - 1000 * (MESSAGES - index));

/** Rejects when `promised` is not there `milliseconds` after `since`, by the clock of `performance.now()`. */
async function within<T>(milliseconds: number, since: number, promised: Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(Math.max(0, Math.floor(since + milliseconds - performance.now())));
  const late = once(signal, 'abort').then(() => {
    throw new Error(`not so within ${milliseconds} ms`);
  });
  return Promise.race([promised, late]);
}

/** Resolves when another node holds the lane. */
async function lanePassesFrom(nodes: RelayNodes, node: RelayNode): Promise<void> {
  await expect.poll(async () => (await nodes.findHolder()) ?? node, { timeout: 10_000 }).not.toBe(node);
}

test('L4 a console of a node that is killed is live on any other within 5 s', async ({ three }) => {
  const dying = await three.holder();
  const ada = three.newCustomer('Ada');
  await ada.writes('before');
  const session = await RelaySession.open(dying.url, dying.token);
  await session.texts(`+${ada.number}`, 1);

  const killed = performance.now();
  await dying.process.end('SIGKILL');
  await ada.writes('after');
  // One of them takes the lane; the other one hears of it by looking.
  const others = three.nodes.filter((node) => node !== dying);
  const sessions = await Promise.all(others.map(({ url, token }) => RelaySession.open(url, token)));
  const texts = Promise.all(sessions.map((again) => again.texts(`+${ada.number}`, 2)));
  expect(await within(LIVE_AGAIN_MS, killed, texts)).toEqual(others.map(() => ['before', 'after']));
  expect(await three.gaps()).toEqual([]);
  for (const again of sessions) again.close();
});

test('L4 a node that is killed under load loses nothing, doubles nothing, and leaves no gap', async ({ hinted }) => {
  const dying = await hinted.holder();
  const living = hinted.otherThan(dying);
  const session = await RelaySession.open(living.url, living.token);
  const ada = hinted.newCustomer('Ada');
  for (const [index, text] of numbered(MESSAGES).entries()) {
    await ada.writes(text, writtenAt(index));
    if (index === MESSAGES / 3) await dying.process.end('SIGKILL');
  }
  await hinted.meta.control.settle();
  expect(await session.texts(`+${ada.number}`, MESSAGES)).toEqual(numbered(MESSAGES));
  expect([session.phones, await hinted.gaps()]).toEqual([[`+${ada.number}`], []]);
  session.close();
});

test('L4 a node that freezes past its lease and wakes changes nothing under its old one, and works again', async ({
  pair,
}) => {
  const frozen = await pair.holder();
  const living = pair.otherThan(frozen);
  const session = await RelaySession.open(living.url, living.token);
  const ada = pair.newCustomer('Ada');
  for (const [index, text] of numbered(MESSAGES).entries()) {
    await ada.writes(text, writtenAt(index));
    if (index === MESSAGES / 3) frozen.process.freeze();
    if (index === (2 * MESSAGES) / 3) {
      await lanePassesFrom(pair, frozen);
      frozen.process.thaw();
    }
  }
  await pair.meta.control.settle();
  expect(await session.texts(`+${ada.number}`, MESSAGES)).toEqual(numbered(MESSAGES));
  expect([session.phones, await pair.gaps()]).toEqual([[`+${ada.number}`], []]);
  await expect.poll(() => frozen.metric('node_taken_for_dead_total'), { timeout: 10_000 }).toBe(1);
  const woken = await RelaySession.open(frozen.url, frozen.token);
  expect(await woken.allTexts(`+${ada.number}`, MESSAGES)).toEqual(numbered(MESSAGES));
  session.close();
  woken.close();
});

test('L4 a node that is stopped says so to its consoles, and another one has its work at once', async ({ pair }) => {
  const stopping = await pair.holder();
  const living = pair.otherThan(stopping);
  const left = await RelaySession.open(stopping.url, stopping.token);
  const session = await RelaySession.open(living.url, living.token);
  const ada = pair.newCustomer('Ada');
  const stopped = performance.now();
  const exit = stopping.process.end('SIGTERM');
  await expect(left.texts(`+${ada.number}`, 1)).rejects.toThrow('shutting_down');
  await ada.writes('after');
  const texts = await within(LIVE_AGAIN_MS, stopped, session.texts(`+${ada.number}`, 1));
  expect([await exit, texts]).toEqual([0, ['after']]);
  session.close();
});

test('while NATS is away news comes all the same, and hints are back when it is', async ({ hinted }) => {
  const nats = must(hinted.nats, 'NATS between the nodes');
  const holder = await hinted.holder();
  const other = hinted.otherThan(holder);
  const session = await RelaySession.open(other.url, other.token);
  const ada = hinted.newCustomer('Ada');
  const connected = async (value: number) => {
    await expect.poll(() => other.metric('nats_connected'), { timeout: 15_000 }).toBe(value);
  };

  await connected(1);
  await ada.writes('with hints');
  await session.texts(`+${ada.number}`, 1);
  await expect.poll(() => other.metric('hints_heard_total{kind="appended"}')).toBeGreaterThan(0);
  await nats.kill();
  await connected(0);
  await ada.writes('without');
  await session.texts(`+${ada.number}`, 2);
  await nats.startAgain();
  await connected(1);
  await ada.writes('with hints again');
  expect(await session.texts(`+${ada.number}`, 3)).toEqual(['with hints', 'without', 'with hints again']);
  expect(await hinted.gaps()).toEqual([]);
  session.close();
});
