/** `npm run fuzz`: fires bad input at every door of a real relay; tests/fuzz/fuzz.ts says more with --help. */
import { runScript } from './lib/failure.mjs';
import { interruption } from './lib/interruption.ts';
import { prepareRunner } from './runner/runner.ts';
import { runTool } from './runner/spawn-as.ts';

await runScript(async () => {
  const command = ['tests/fuzz/fuzz.ts', ...process.argv.slice(2)] as const;
  process.exitCode = await runTool(prepareRunner(), command, { signal: interruption() });
});
