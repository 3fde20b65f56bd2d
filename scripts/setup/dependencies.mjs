import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { inProject, projectRoot } from '../lib/paths.mjs';

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean, devOptional?: boolean }> }} Lock */

/**
 * Whether what npm says it installed is what the lockfile asks for. Optional packages may be absent:
 * they belong to other platforms.
 * @param {Lock} wanted package-lock.json
 * @param {Lock} installed node_modules/.package-lock.json
 */
export function isInstalled(wanted, installed) {
  const { '': _project, ...packages } = wanted.packages;
  const areThere = Object.entries(packages).every(([path, { version, optional, devOptional }]) => {
    const found = installed.packages[path];
    return found === undefined ? optional === true || devOptional === true : found.version === version;
  });
  return areThere && Object.keys(installed.packages).every((path) => path in packages);
}

/**
 * @param {string} path
 * @returns {Lock}
 */
function readLock(path) {
  return JSON.parse(readFileSync(inProject(path), 'utf8'));
}

function isUpToDate() {
  const record = 'node_modules/.package-lock.json';
  return existsSync(inProject(record)) && isInstalled(readLock('package-lock.json'), readLock(record));
}

/**
 * Installs node_modules when it is missing or differs from the lockfile.
 * @param {string} node the Node that install scripts run on
 */
export function ensureDependencies(node) {
  if (isUpToDate()) return;
  console.log('Installing the dependencies (about half a minute) ...');
  const windows = process.platform === 'win32';
  const install = spawnSync(windows ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, PATH: dirname(node) + delimiter + (process.env['PATH'] ?? '') },
    shell: windows,
  });
  if (install.status === 0) return;
  throw new Failure(
    'The dependencies could not be installed (npm ci failed, see above).',
    'Check the network and the npm registry setting (npm config get registry), then run the command again.',
  );
}
