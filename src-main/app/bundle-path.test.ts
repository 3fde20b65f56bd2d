import { expect, test } from 'vitest';

import { bundlePath } from './bundle-path.ts';

const root = '/opt/echodesk/renderer';

test.each([
  ['app://bundle', '/opt/echodesk/renderer/index.html'],
  ['app://bundle/', '/opt/echodesk/renderer/index.html'],
  ['app://bundle/index.html?x=1#y', '/opt/echodesk/renderer/index.html'],
  ['app://bundle/assets/index-BxY_0-a.js', '/opt/echodesk/renderer/assets/index-BxY_0-a.js'],
  ['app://bundle/assets/inter@2.woff2', '/opt/echodesk/renderer/assets/inter@2.woff2'],
  ['app://bundle/a/../index.html', '/opt/echodesk/renderer/index.html'],
])('%s is a file of the bundle', (url, path) => {
  expect(bundlePath(root, url)).toBe(path);
});

test.each([
  'app://bundle/%2e%2e/%2e%2e/etc/passwd%00',
  'app://bundle/..%2f..%2fetc/passwd',
  'app://bundle/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  'app://bundle/..%5c..%5cwindows',
  'app://bundle/..\\..\\windows',
  'app://bundle//etc/passwd',
  'app://bundle/assets//x.js',
  'app://bundle/%252e%252e/secret',
  'app://bundle/.env',
  'app://bundle/assets/',
  'app://bundle/c:/windows/win.ini',
  'app://bundle/index.html%00.png',
  'app://bundle/a%0ab',
  'app://bundle/ﬀ',
  'app://media/1',
  'app://bundle.evil/index.html',
  'app://bundle:80/index.html',
  'app://user@bundle/index.html',
  'file:///etc/passwd',
  'https://bundle/index.html',
  'nonsense',
  '',
])('%s is no file of the bundle', (url) => {
  expect(bundlePath(root, url)).toBeNull();
});

test.each([
  'app://bundle/../../etc/passwd',
  'app://bundle/%2e%2e/%2e%2e/etc/passwd',
  'app://bundle/assets/.%2e/../../x',
])('%s stays under the root', (url) => {
  const path = bundlePath(root, url);
  expect(path === null || path.startsWith(`${root}/`)).toBe(true);
});
