/** `npm run package`: the unsigned deb of the console, in release/. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { TEST_ONLY_MARK } from './electron/test-runtime.mjs';
import { Failure, runScript } from './lib/failure.mjs';
import { inProject, projectRoot } from './lib/paths.mjs';
import { toolEntry } from './lib/tool.mjs';
import { ensureBuild } from './runner/build.ts';

const DIST = 'node_modules/electron/dist';

/** Where the official runtime is out of reach, fpm is too. */
function isClosedNetwork(): boolean {
  return existsSync(inProject(DIST, TEST_ONLY_MARK));
}

await runScript(() => {
  const closed = isClosedNetwork();
  if (closed && process.env['RELEASE'] === '1') {
    throw new Failure(
      'RELEASE=1, but the Electron runtime at hand is the test-only one.',
      'Remove node_modules and build on a network that reaches the official download.',
    );
  }
  ensureBuild();
  if (closed) console.log('Packaging the test-only runtime, with dpkg-deb in the place of fpm: not for release.');
  const args = ['--linux', `-c.electronDist=${DIST}`, ...process.argv.slice(2)];
  const standIn = closed ? { CUSTOM_FPM_PATH: inProject('scripts/packaging/fpm-stand-in.mjs') } : {};
  const builder = spawnSync(process.execPath, [toolEntry('electron-builder'), ...args], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...standIn },
  });
  if (builder.status !== 0) throw new Failure('The package could not be built (see above).');
  for (const deb of globSync('release/*.deb', { cwd: projectRoot })) console.log(`Made ${deb}`);
});
