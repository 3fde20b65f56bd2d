import { join, sep } from 'node:path';

export const BUNDLE_SCHEME = 'app';
const BUNDLE_HOST = 'bundle';
export const BUNDLE_ORIGIN = `${BUNDLE_SCHEME}://${BUNDLE_HOST}`;

// A file name of a build: no dot first, no backslash, colon, percent sign or control character anywhere.
const PLAIN_NAME = /^[\w-][\w.@+-]*$/;

/** The file under `root` that `url` names, or null: an address that leads anywhere else has no file. */
export function bundlePath(root: string, url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, host, pathname, username, password } = new URL(url);
  if (protocol !== `${BUNDLE_SCHEME}:` || host !== BUNDLE_HOST || username !== '' || password !== '') return null;
  const names = pathname === '' || pathname === '/' ? ['index.html'] : pathname.slice(1).split('/');
  if (!names.every((name) => PLAIN_NAME.test(name))) return null;
  const path = join(root, ...names);
  return path.startsWith(root + sep) ? path : null;
}
