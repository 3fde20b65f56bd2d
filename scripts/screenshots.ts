/** `npm run screenshots`: renews the pictures in docs/screenshots/, and takes those of every scene of the gallery. */
import { copyFileSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { Failure, runScript } from './lib/failure.mjs';
import { inProject } from './lib/paths.mjs';
import { giveTo } from './runner/identity.ts';
import { runOnHiddenDisplay } from './runner/on-hidden-display.ts';
import type { Runner } from './runner/runner.ts';
import { contactSheet } from './screenshots/contact-sheet.ts';
import { grepOf, parseScreenshotFlags, SCREENSHOTS_USAGE } from './screenshots/screenshot-flags.ts';

/** A folder that the runner may write to, unlike docs/. */
function makeFolder(runner: Runner): string {
  const folder = join(runner.data, 'screenshots');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  if (runner.identity !== undefined) giveTo(runner.identity, folder);
  return folder;
}

function renewReadme(folder: string): void {
  const target = inProject('docs', 'screenshots');
  mkdirSync(target, { recursive: true });
  for (const picture of globSync(join(folder, 'readme', '*.png'))) {
    copyFileSync(picture, join(target, basename(picture)));
    console.log(`Renewed docs/screenshots/${basename(picture)}`);
  }
}

function bindContactSheet(folder: string): void {
  const files = globSync(join(folder, 'gallery', '*', '*.png')).toSorted();
  if (files.length === 0) return;
  const pictures = files.map((file) => ({ scene: basename(dirname(file)), name: basename(file, '.png') }));
  const sheet = join(folder, 'index.html');
  writeFileSync(sheet, contactSheet(pictures));
  console.log(`${files.length} pictures of the gallery: ${sheet}`);
}

async function takeAll(only: readonly string[]): Promise<void> {
  let folder = '';
  const code = await runOnHiddenDisplay(['playwright', 'test', '--project=screenshots', ...grepOf(only)], (runner) => {
    folder = makeFolder(runner);
    return { ECHODESK_SCREENSHOTS: folder };
  });
  if (code !== 0) throw new Failure('The pictures could not be taken (see above).');
  renewReadme(folder);
  bindContactSheet(folder);
}

await runScript(async () => {
  const { help, only } = parseScreenshotFlags(process.argv.slice(2));
  if (help) console.log(SCREENSHOTS_USAGE);
  else await takeAll(only);
});
