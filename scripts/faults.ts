/** `npm run faults`: kills everything at random under load; see tests/faults/README.md. */
import { runScript } from './lib/failure.mjs';
import { runOnHiddenDisplay } from './runner/on-hidden-display.ts';

await runScript(async () => {
  process.exitCode = await runOnHiddenDisplay(['tests/faults/faults.ts', ...process.argv.slice(2)]);
});
