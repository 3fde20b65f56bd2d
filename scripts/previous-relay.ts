/**
 * `node scripts/with-node.mjs scripts/previous-relay.ts COMMIT`: packs the relay as it was at COMMIT into one file, for
 * the test that it goes on serving while this version changes its database. Its libraries stay outside.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { constants, gzipSync } from 'node:zlib';

import { build } from 'vite';

import { Failure, runScript } from './lib/failure.mjs';
import { inProject } from './lib/paths.mjs';

const FOLDER = inProject('tests', 'fixtures', 'previous-relay');
const SOURCES = ['src-relay', 'src-shared', 'package.json', 'tsconfig.json', 'tsconfig.base.json'];

function checkOut(commit: string, folder: string): void {
  const archive = path.join(folder, 'sources.tar');
  execFileSync('git', ['archive', `--output=${archive}`, commit, ...SOURCES], { cwd: inProject() });
  execFileSync('tar', ['-xf', archive, '-C', folder]);
}

async function bundle(folder: string): Promise<string> {
  const built = await build({
    root: folder,
    configFile: false,
    logLevel: 'error',
    build: {
      ssr: path.join(folder, 'src-relay', 'index.ts'),
      target: 'node24',
      minify: true,
      write: false,
      rolldownOptions: { external: /^[^./]/, output: { codeSplitting: false } },
    },
  });
  const [output] = [built].flat();
  if (output === undefined || !('output' in output)) throw new Failure('Nothing was built.');
  const [chunk] = output.output;
  return chunk.code;
}

await runScript(async () => {
  const [commit] = process.argv.slice(2);
  if (commit === undefined) throw new Failure('Say which commit: the one that was released last.');
  const folder = mkdtempSync(path.join(tmpdir(), 'echodesk-previous-'));
  try {
    checkOut(commit, folder);
    const packed = gzipSync(await bundle(folder), { level: constants.Z_BEST_COMPRESSION });
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(path.join(FOLDER, 'relay.mjs.gz'), packed);
    console.log(`${packed.length} bytes of ${commit}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
