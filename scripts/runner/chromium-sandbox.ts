import { spawnSync } from 'node:child_process';
import { realpathSync, statSync } from 'node:fs';
import { Failure } from '../lib/failure.mjs';
import { inProject } from '../lib/paths.mjs';
import { isRoot, succeedsAs, type Identity } from './identity.ts';

function isSetuidRoot(helper: string): boolean {
  const { uid, mode } = statSync(helper);
  return uid === 0 && (mode & 0o4755) === 0o4755;
}

/**
 * Chromium's sandbox needs user namespaces, or a helper that belongs to root. Echodesk never runs
 * without it, so this makes one of them available or says how.
 */
export function ensureChromiumSandbox(identity: Identity | undefined): void {
  if (process.platform !== 'linux' || succeedsAs(identity, 'unshare', ['--user', '--map-root-user', 'true'])) return;
  const helper = realpathSync(inProject('node_modules/electron/dist/chrome-sandbox'));
  if (isSetuidRoot(helper)) return;
  if (isRoot()) {
    spawnSync('chown', ['root:root', helper]);
    spawnSync('chmod', ['4755', helper]);
    return;
  }
  throw new Failure(
    'This system allows no user namespaces, which the sandbox of Chromium needs.',
    `Run: sudo sh -c 'chown root:root ${helper} && chmod 4755 ${helper}'`,
  );
}
