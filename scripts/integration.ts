/** `npm run integration`: tests that need PostgreSQL, and those across parts. */
import { runScript } from './lib/failure.mjs';
import { interruption } from './lib/interruption.ts';
import { prepareRunner } from './runner/runner.ts';
import { runTool } from './runner/spawn-as.ts';

await runScript(async () => {
  const signal = interruption();
  const command = ['vitest', 'run', '--project=integration', ...process.argv.slice(2)] as const;
  process.exitCode = await runTool(prepareRunner(), command, { signal });
});
