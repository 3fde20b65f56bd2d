import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { ManualTime } from '../testing/manual-time.ts';
import { silentLog } from '../testing/silent-log.ts';
import { secretBox, type Keychain } from './secret-box.ts';
import { openTokenStore } from './token-store.ts';

const relay = 'https://relay.example.com';
const token = 'practice-token-1';
let folder = '';
let path = '';
let time = new ManualTime();

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'token-'));
  path = join(folder, 'token.json');
  time = new ManualTime();
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function turned(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte) => byte ^ 0xff));
}

/** Turns the bytes round, behind the version that a system would put in front. */
function keychainOf(version: string): Keychain {
  return {
    encryptStringAsync: (text) => Promise.resolve(Buffer.concat([Buffer.from(version), turned(Buffer.from(text))])),
    decryptStringAsync: (sealed) => Promise.resolve({ result: turned(sealed.subarray(version.length)).toString() }),
  };
}

const lockedKeychain: Keychain = {
  encryptStringAsync: () => new Promise(() => {}),
  decryptStringAsync: () => new Promise(() => {}),
};
const brokenKeychain: Keychain = {
  encryptStringAsync: () => Promise.reject(new Error('no')),
  decryptStringAsync: () => Promise.reject(new Error('no')),
};

function storeWith(keychain: Keychain, options: { platform?: NodeJS.Platform; relay?: string } = {}) {
  const box = secretBox(keychain, options.platform ?? 'linux', time.startTimer);
  return openTokenStore({ path, relay: options.relay ?? relay, box, log: silentLog });
}

test('a token that the keychain protects is there after a restart, and not in clear on disk', async () => {
  expect(await storeWith(keychainOf('v11')).keep(token)).toBe('keychain');
  expect(readFileSync(path, 'utf8')).not.toContain(token);
  expect(statSync(path).mode & 0o077).toBe(0);
  expect(await storeWith(keychainOf('v11')).read()).toBe(token);
});

test('a ciphertext with the fixed key of Linux is refused: the token stays in memory', async () => {
  const store = storeWith(keychainOf('v10'));
  expect(await store.protection()).toBe('memory');
  expect(await store.keep(token)).toBe('memory');
  expect(await store.read()).toBe(token);
  expect(existsSync(path)).toBe(false);
  expect(await storeWith(keychainOf('v10')).read()).toBeNull();
});

test('a token sealed with the fixed key is not read back either', async () => {
  await storeWith(keychainOf('v10'), { platform: 'darwin' }).keep(token);
  expect(await storeWith(keychainOf('v10')).read()).toBeNull();
});

test.each<NodeJS.Platform>(['darwin', 'win32'])('on %s v10 is the keychain itself', async (platform) => {
  const store = storeWith(keychainOf('v10'), { platform });
  expect(await store.protection()).toBe('keychain');
  expect(await store.keep(token)).toBe('keychain');
});

test('a locked keychain is waited for 3 seconds, then the token stays in memory', async () => {
  const store = storeWith(lockedKeychain);
  const kept = store.keep(token);
  expect(await store.read()).toBe(token);
  time.pass(2999);
  expect(await Promise.race([kept, Promise.resolve('still waiting')])).toBe('still waiting');
  time.pass(1);
  expect(await kept).toBe('memory');
});

test('a keychain that is locked at the next start means signed out', async () => {
  await storeWith(keychainOf('v11')).keep(token);
  const read = storeWith(lockedKeychain).read();
  time.pass(3000);
  expect(await read).toBeNull();
  expect(existsSync(path)).toBe(true);
});

test('a keychain that fails protects nothing', async () => {
  expect(await storeWith(brokenKeychain).protection()).toBe('memory');
  expect(await storeWith(brokenKeychain).keep(token)).toBe('memory');
});

test('no timer is left when the keychain has answered', async () => {
  await storeWith(keychainOf('v11')).protection();
  expect(time.planned).toBe(0);
});

test('the token of one relay is not given to another', async () => {
  await storeWith(keychainOf('v11')).keep(token);
  expect(await storeWith(keychainOf('v11'), { relay: 'https://elsewhere.example.com' }).read()).toBeNull();
});

test('a forgotten token is gone from memory and disk', async () => {
  const store = storeWith(keychainOf('v11'));
  await store.keep(token);
  store.forget();
  expect(await store.read()).toBeNull();
  expect(existsSync(path)).toBe(false);
});
