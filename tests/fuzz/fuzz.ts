/** `npm run fuzz`: seeded bad input at every door of a real relay. */
import { TempFolder } from '../support/temp-folder.ts';
import { FuzzTarget } from './fuzz-target.ts';
import { HELP, readFlags, type Flags } from './fuzz-flags.ts';
import { runFuzz, type FuzzOutcome } from './run.ts';

const MOST_SENTENCES = 100;
const LAST_OF_LOG = 4000;

async function run(flags: Flags): Promise<FuzzOutcome> {
  await using folder = await TempFolder.create('fuzz');
  await using target = await FuzzTarget.start(folder);
  try {
    return await runFuzz(target, { ...flags, p99Ms: flags.p99 });
  } catch (error) {
    console.error(target.log.slice(-LAST_OF_LOG));
    throw error;
  }
}

const flags = readFlags(process.argv.slice(2));
if (flags === 'help') {
  console.log(HELP);
} else {
  console.log(`seed ${flags.seed}: ${flags.n} inputs, then ${flags.sockets} sockets`);
  const { problems, metrics } = await run(flags);
  for (const problem of problems.slice(0, MOST_SENTENCES)) console.error(problem);
  if (!flags.json) console.table(metrics);
  console.log(JSON.stringify({ bench: 'fuzz', metrics }));
  process.exitCode = problems.length === 0 ? 0 : 1;
}
