// electron-builder's hook after Electron's runtime has been laid out: takes out what belongs to development.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TEST_ONLY_MARK } from '../electron/test-runtime.mjs';

/** @param {{ appOutDir: string, packager: { getResourcesDir: (folder: string) => string } }} context */
export function afterExtract({ appOutDir, packager }) {
  const isTestOnly = existsSync(join(appOutDir, TEST_ONLY_MARK));
  if (isTestOnly && process.env['RELEASE'] === '1') {
    throw new Error('RELEASE=1: the Electron runtime at hand is the test-only one, which is never released');
  }
  const leftovers = [TEST_ONLY_MARK, 'package.json', 'install.sh', '.complete'];
  for (const name of leftovers) rmSync(join(appOutDir, name), { recursive: true, force: true });
  rmSync(join(packager.getResourcesDir(appOutDir), 'default_app.asar'), { force: true });
}
