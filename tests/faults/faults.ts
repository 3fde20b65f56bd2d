/** `npm run faults`: kills everything at random under load, and compares what all hold afterwards. */
import { writeFile } from 'node:fs/promises';
import { FaultWorld } from './fault-world.ts';
import { readFlags, type Flags } from './fault-flags.ts';
import { metricsOf, problemsOf, testReport, type Metrics } from './report.ts';
import { runFaults } from './run.ts';
import { Timeline } from './timeline.ts';
import { TempFolder } from '../support/temp-folder.ts';

const LINES_OF_TIMELINE = 80;

async function run({ seed, kills, nodes }: Flags): Promise<{ metrics: Metrics; problems: readonly string[] }> {
  const startedAt = performance.now();
  const timeline = new Timeline();
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await TempFolder.create('faults'));
  const world = stack.use(await FaultWorld.start({ seed, nodes, folder, timeline }));
  timeline.note('everything serves');
  try {
    const outcome = await runFaults(world, { seed, kills, timeline });
    const problems = problemsOf(outcome);
    if (problems.length > 0) await tellOf(world, timeline);
    return { metrics: metricsOf(outcome, performance.now() - startedAt), problems };
  } catch (error) {
    await tellOf(world, timeline);
    throw error;
  }
}

/** The latest of the run, and where the logs and data of all parts are kept. */
async function tellOf(world: FaultWorld, timeline: Timeline): Promise<void> {
  console.error(timeline.last(LINES_OF_TIMELINE).join('\n'));
  console.error(`What all have logged, and their data, are kept in ${await world.keepEvidence()}`);
}

const flags = readFlags(process.argv.slice(2));
console.log(`seed ${flags.seed}: ${flags.kills} kills`);
const { metrics, problems } = await run(flags);
for (const problem of problems) console.error(problem);
if (!flags.json) console.table(metrics);
if (flags.report !== undefined) await writeFile(flags.report, JSON.stringify(testReport(problems)));
console.log(JSON.stringify({ bench: 'faults', metrics }));
process.exitCode = problems.length === 0 ? 0 : 1;
