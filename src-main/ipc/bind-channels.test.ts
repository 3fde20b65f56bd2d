import { expect, test } from 'vitest';

import { CHANNEL } from '../../src-shared/ipc/channels.ts';
import { silentLog } from '../testing/silent-log.ts';
import { bindChannels } from './bind-channels.ts';
import type { ConsoleHandlers } from './console-handlers.ts';
import type { IpcSender } from './trusted-sender.ts';

type Invoked = (event: IpcSender, ...args: unknown[]) => Promise<unknown>;
type Heard = (event: IpcSender, ...args: unknown[]) => void;

const INVOKED = [CHANNEL.boot, CHANNEL.changeAppearance, CHANNEL.setSingleKeys, CHANNEL.relayInfo, CHANNEL.retryNow];
const ours: IpcSender = { sender: { id: 1 }, senderFrame: { url: 'app://bundle/index.html', parent: null } };

function bound(change: Partial<ConsoleHandlers<IpcSender['sender']>> = {}) {
  const invoked = new Map<string, Invoked>();
  const heard = new Map<string, Heard>();
  const calls: unknown[] = [];
  const nothing = { ok: true, value: null } as const;
  const called = (name: string, ...args: unknown[]) => {
    calls.push([name, ...args]);
    return nothing;
  };
  const handlers: ConsoleHandlers<IpcSender['sender']> = {
    boot: () => Promise.reject(new Error('not asked for here')),
    changeAppearance: (chosen) => called('changeAppearance', chosen),
    setSingleKeys: (singleKeys) => called('setSingleKeys', singleKeys),
    relayInfo: () => Promise.reject(new Error('secret detail')),
    retryNow: () => called('retryNow'),
    openSyncPort: (window) => {
      called('openSyncPort', window.id);
    },
    ...change,
  };
  const ipcMain = {
    handle: (channel: string, listener: Invoked) => invoked.set(channel, listener),
    on: (channel: string, listener: Heard) => heard.set(channel, listener),
  };
  bindChannels<IpcSender>(
    { ...ipcMain, handle: (channel, listener) => void ipcMain.handle(channel, listener) },
    { isOurs: (id) => id === 1, origins: new Set(['app://bundle']) },
    { handlers, log: silentLog },
  );
  const invoke = async (channel: string, event: IpcSender, ...args: unknown[]) =>
    invoked.get(channel)?.(event, ...args);
  const send = (channel: string, event: IpcSender, ...args: unknown[]) => heard.get(channel)?.(event, ...args);
  return { invoke, send, calls, channels: [...invoked.keys(), ...heard.keys()] };
}

test('each channel that a window can speak on is bound, and no other', () => {
  expect(bound().channels.toSorted()).toEqual([...INVOKED, CHANNEL.syncPort].toSorted());
});

test('I1 a parsed argument from a page of ours reaches its handler', async () => {
  const { calls, invoke, send } = bound();
  expect(await invoke(CHANNEL.changeAppearance, ours, { theme: 'dark' })).toEqual({ ok: true, value: null });
  await invoke(CHANNEL.setSingleKeys, ours, false);
  send(CHANNEL.syncPort, ours);
  expect(calls).toEqual([
    ['changeAppearance', { theme: 'dark' }],
    ['setSingleKeys', false],
    ['openSyncPort', 1],
  ]);
});

const malformed: [string, unknown[]][] = [
  [CHANNEL.changeAppearance, []],
  [CHANNEL.changeAppearance, [{ theme: 'pink' }]],
  [CHANNEL.changeAppearance, [{ theme: 'dark' }, { theme: 'light' }]],
  [CHANNEL.changeAppearance, [{ theme: { toString: () => 'dark' } }]],
  [CHANNEL.changeAppearance, [{ theme: 'dark', density: 'compact' }]],
  [CHANNEL.changeAppearance, [null]],
  [CHANNEL.setSingleKeys, []],
  [CHANNEL.setSingleKeys, ['false']],
  [CHANNEL.boot, ['extra']],
  [CHANNEL.relayInfo, [{}]],
  [CHANNEL.retryNow, [0]],
];

test.each(malformed)('I1 %s with %j is refused before its handler', async (channel, args) => {
  const { calls, invoke } = bound();
  expect(await invoke(channel, ours, ...args)).toMatchObject({ ok: false, error: { code: 'malformed' } });
  expect(calls).toEqual([]);
});

test('I1 a malformed wish for a sync port is not heard', () => {
  const { calls, send } = bound();
  send(CHANNEL.syncPort, ours, 'extra');
  expect(calls).toEqual([]);
});

const strangers: [string, IpcSender][] = [
  ['an unknown window', { ...ours, sender: { id: 2 } }],
  ['a frame within the page', { sender: { id: 1 }, senderFrame: { url: 'app://bundle/', parent: {} } }],
  ['a frame that is gone', { sender: { id: 1 }, senderFrame: null }],
  ['another host of our scheme', { sender: { id: 1 }, senderFrame: { url: 'app://media/1', parent: null } }],
  ['a remote page', { sender: { id: 1 }, senderFrame: { url: 'https://bundle/', parent: null } }],
  ['a page that only looks like ours', { sender: { id: 1 }, senderFrame: { url: 'app://bundle.evil/', parent: null } }],
  ['an empty page', { sender: { id: 1 }, senderFrame: { url: '', parent: null } }],
  ['about:blank', { sender: { id: 1 }, senderFrame: { url: 'about:blank', parent: null } }],
];

test.each(strangers)('I1 %s is refused on every channel', async (_who, stranger) => {
  const { calls, invoke, send } = bound();
  for (const channel of INVOKED) {
    expect(await invoke(channel, stranger)).toMatchObject({ ok: false, error: { code: 'untrusted_sender' } });
  }
  send(CHANNEL.syncPort, stranger);
  expect(calls).toEqual([]);
});

test('I2 a handler that throws answers with a code and none of its detail', async () => {
  const answer = await bound().invoke(CHANNEL.relayInfo, ours);
  expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
  expect(JSON.stringify(answer)).not.toContain('secret detail');
});
