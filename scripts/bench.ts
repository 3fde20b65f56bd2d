/** `npm run bench -- NAME [--json]`: runs tests/bench/NAME.bench.ts. */
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { Failure, runScript } from './lib/failure.mjs';
import { projectRoot } from './lib/paths.mjs';
import { runOnHiddenDisplay } from './runner/on-hidden-display.ts';

await runScript(async () => {
  const [name, ...args] = process.argv.slice(2);
  const known = globSync('tests/bench/*.bench.ts', { cwd: projectRoot }).map((path) => basename(path, '.bench.ts'));
  if (name === undefined || !known.includes(name)) {
    throw new Failure(`There is no bench "${name ?? ''}".`, `Choose one of: ${known.toSorted().join(', ')}`);
  }
  process.exitCode = await runOnHiddenDisplay([`tests/bench/${name}.bench.ts`, ...args]);
});
