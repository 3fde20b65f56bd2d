/** `npm run dev`: the practice world with a console that follows your edits. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inProject, projectRoot } from './lib/paths.mjs';
import { Failure, runScript } from './lib/failure.mjs';
import { play } from './practice/play.ts';
import { parseStartFlags } from './practice/start-flags.ts';
import { giveTo } from './runner/identity.ts';
import type { Runner } from './runner/runner.ts';
import { toolFor } from './runner/spawn-as.ts';

/** electron-vite writes beside its configuration, which only root may do in root's project: a copy that refers to it. */
function writableConfig(runner: Runner): string {
  if (runner.identity === undefined) return inProject('electron.vite.config.ts');
  const folder = join(runner.data, 'dev');
  const copy = join(folder, 'electron.vite.config.ts');
  mkdirSync(folder, { recursive: true });
  writeFileSync(copy, `export { default } from '${inProject('electron.vite.config.ts')}';\n`);
  giveTo(runner.identity, folder);
  return copy;
}

function devServer(runner: Runner): readonly string[] {
  if (runner.root !== projectRoot) {
    throw new Failure(
      'A copy of the project would not follow your edits.',
      'Move the project to a folder open to all users, or run the command as a normal user.',
    );
  }
  // What it leaves in out/ is no build: the next npm start makes one.
  mkdirSync(inProject('out'), { recursive: true });
  rmSync(inProject('out', 'sources.sha256'), { force: true });
  if (runner.identity !== undefined) giveTo(runner.identity, inProject('out'));
  return [runner.node, toolFor(runner, 'electron-vite'), 'dev', '--watch', '--config', writableConfig(runner)];
}

await runScript(async () => {
  await play({ flags: parseStartFlags(process.argv.slice(2)), commandOf: devServer });
});
