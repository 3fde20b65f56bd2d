/** `npm run e2e`: tests in the real Electron, on a virtual display. */
import { runScript } from './lib/failure.mjs';
import { runOnHiddenDisplay } from './runner/on-hidden-display.ts';

await runScript(async () => {
  const command = ['playwright', 'test', '--project=e2e', ...process.argv.slice(2)] as const;
  process.exitCode = await runOnHiddenDisplay(command);
});
