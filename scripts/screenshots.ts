/** `npm run screenshots`: renews the pictures in docs/screenshots/. */
import { copyFileSync, globSync, mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Failure, runScript } from './lib/failure.mjs';
import { inProject } from './lib/paths.mjs';
import { giveTo } from './runner/identity.ts';
import { runOnHiddenDisplay } from './runner/on-hidden-display.ts';
import type { Runner } from './runner/runner.ts';

/** A folder that the runner may write to, unlike docs/. */
function makeFolder(runner: Runner): string {
  const folder = join(runner.data, 'screenshots');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (runner.identity !== undefined) giveTo(runner.identity, folder);
  return folder;
}

await runScript(async () => {
  let folder = '';
  const code = await runOnHiddenDisplay(['playwright', 'test', '--project=screenshots'], (runner) => {
    folder = makeFolder(runner);
    return { ECHODESK_SCREENSHOTS: folder };
  });
  if (code !== 0) throw new Failure('The pictures could not be taken (see above).');
  const target = inProject('docs', 'screenshots');
  mkdirSync(target, { recursive: true });
  for (const picture of globSync(join(folder, '*.png'))) {
    copyFileSync(picture, join(target, basename(picture)));
    console.log(`Renewed docs/screenshots/${basename(picture)}`);
  }
});
