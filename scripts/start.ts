/** `npm start`: Echodesk with a practice WhatsApp. */
import { runScript } from './lib/failure.mjs';
import { play } from './practice/play.ts';
import { parseStartFlags } from './practice/start-flags.ts';
import { ensureBuild } from './runner/build.ts';

await runScript(async () => {
  const flags = parseStartFlags(process.argv.slice(2));
  ensureBuild();
  await play({ flags });
});
