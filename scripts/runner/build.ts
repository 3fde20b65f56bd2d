import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { Failure } from '../lib/failure.mjs';
import { inProject, projectRoot } from '../lib/paths.mjs';
import { toolEntry } from '../lib/tool.mjs';

const SOURCES = [
  'src-{main,preload,renderer,shared}/**/*',
  'resources/**/*',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
];

const stamp = inProject('out', 'sources.sha256');

/** Changes with any file that the build reads, also when one is deleted or an older one comes back. */
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap((pattern) => globSync(pattern, { cwd: projectRoot })).toSorted()) {
    const { size, mtimeMs } = statSync(inProject(path));
    hash.update(`${path} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

/** Builds the console when its sources differ from those of the last build. */
export function ensureBuild(): void {
  const current = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === current) return;
  console.log('Building the console ...');
  const build = spawnSync(process.execPath, [toolEntry('electron-vite'), 'build', '--logLevel', 'warn'], {
    cwd: projectRoot,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (build.status !== 0) throw new Failure('The console could not be built (see above).');
  writeFileSync(stamp, current);
}
