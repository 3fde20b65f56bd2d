import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Failure } from './failure.mjs';

/**
 * Fetches one npm package whose bytes are pinned.
 * @param {{ spec: string, sha512: string }} pin name@version and the base64 digest of its tarball
 * @param {string} folder where the tarball is put
 * @returns {string} the tarball's path
 */
export function fetchPinnedPackage({ spec, sha512 }, folder) {
  const windows = process.platform === 'win32';
  // Run outside the project: npm would apply the project's engines and scripts settings.
  const pack = spawnSync(
    windows ? 'npm.cmd' : 'npm',
    ['pack', spec, '--json', '--silent', '--pack-destination', folder],
    { encoding: 'utf8', cwd: tmpdir(), shell: windows },
  );
  if (pack.status !== 0) {
    throw new Failure(
      `${spec} could not be fetched from the npm registry: ${(pack.stderr || String(pack.error)).slice(-300)}`,
      'Check the network and the npm registry setting (npm config get registry), then run the command again.',
    );
  }
  const tarball = join(folder, JSON.parse(pack.stdout)[0].filename);
  const actual = createHash('sha512').update(readFileSync(tarball)).digest('base64');
  if (actual !== sha512) {
    throw new Failure(`${spec} is not the package that was pinned (sha512 differs); it is refused.`);
  }
  return tarball;
}

/**
 * @param {string} archive
 * @param {string} folder
 * @param {string[]} [more] further arguments, such as the members to unpack
 */
export function unpack(archive, folder, more = []) {
  const tar = spawnSync('tar', ['-xzf', archive, '-C', folder, ...more], { encoding: 'utf8' });
  if (tar.status !== 0) {
    throw new Failure(`${archive} could not be unpacked: ${tar.stderr || String(tar.error)}`);
  }
}
