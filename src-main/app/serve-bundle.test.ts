import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { serveBundle } from './serve-bundle.ts';

let folder = '';
let root = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<!doctype html>');
  writeFileSync(join(root, 'assets', 'worker.js'), 'void 0;');
  writeFileSync(join(root, 'assets', 'notes.txt'), 'not for a window');
  writeFileSync(join(folder, 'secret.json'), '{}');
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

async function get(url: string, method = 'GET') {
  const response = await serveBundle(root, { method, url });
  return { status: response.status, type: response.headers.get('content-type'), body: await response.text() };
}

test('the page and its scripts are served with their types', async () => {
  expect(await get('app://bundle/')).toEqual({
    status: 200,
    type: 'text/html; charset=utf-8',
    body: '<!doctype html>',
  });
  expect(await get('app://bundle/assets/worker.js')).toEqual({
    status: 200,
    type: 'text/javascript; charset=utf-8',
    body: 'void 0;',
  });
});

test('what is no file of the bundle, or of no known kind, is not found', async () => {
  const nothing = { status: 404, type: null, body: '' };
  expect(await get('app://bundle/assets/absent.js')).toEqual(nothing);
  expect(await get('app://bundle/assets/notes.txt')).toEqual(nothing);
  expect(await get('app://bundle/assets')).toEqual(nothing);
  expect(await get('app://bundle/..%2fsecret.json')).toEqual(nothing);
  expect(await get('app://bundle/', 'POST')).toEqual({ ...nothing, status: 405 });
});

test('each answer carries the policy', async () => {
  for (const url of ['app://bundle/', 'app://bundle/assets/worker.js', 'app://bundle/absent.js']) {
    const { headers } = await serveBundle(root, { method: 'GET', url });
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; worker-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types echodesk",
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
  }
});
