/**
 * `npm run check`: everything that judges the sources without starting the product.
 * --report FILE leaves the results of the unit tests in a form for machines.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runScript } from './lib/failure.mjs';
import { projectRoot } from './lib/paths.mjs';
import { toolEntry } from './lib/tool.mjs';

type Step = { name: string; tool: string; args: string[] };
type Outcome = { name: string; passed: boolean };

function unitTests(report: string | undefined): Step {
  const args = ['run', '--project=!integration', '--project=!package', '--reporter=default'];
  const reporters = report === undefined ? [] : ['--reporter=json', `--outputFile.json=${report}`];
  return { name: 'unit tests', tool: 'vitest', args: [...args, ...reporters] };
}

/** The long ones first, so that two processors finish together. */
const LONGEST_FIRST: readonly Step[] = [
  { name: 'lint', tool: 'oxlint', args: ['--deny-warnings'] },
  { name: 'types', tool: 'tsc', args: ['-b'] },
  { name: 'dead code', tool: 'knip', args: [] },
  { name: 'dead code (production)', tool: 'knip', args: ['--production'] },
  { name: 'messages', tool: 'scripts/check-messages.ts', args: [] },
  { name: 'format', tool: 'oxfmt', args: ['--check'] },
];

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

async function run(step: Step): Promise<Outcome> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [toolEntry(step.tool), ...step.args], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, FORCE_COLOR: process.stdout.isTTY ? '1' : '0' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const passed = await new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
  if (!passed) console.log(`\n──── ${step.name}\n${output.trim()}\n────`);
  console.log(`${passed ? '✓' : '✗'} ${step.name} (${seconds(startedAt)})`);
  return { name: step.name, passed };
}

async function runAll(steps: readonly Step[]): Promise<Outcome[]> {
  const waiting = [...steps];
  const outcomes: Outcome[] = [];
  async function work(): Promise<void> {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      outcomes.push(await run(step));
    }
  }
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));
  return outcomes;
}

await runScript(async () => {
  const startedAt = performance.now();
  const { values } = parseArgs({ options: { report: { type: 'string' } } });
  const steps = [unitTests(values.report), ...LONGEST_FIRST];
  console.log(`Checking: ${steps.map((step) => step.name).join(', ')}`);
  const failed = (await runAll(steps)).filter((outcome) => !outcome.passed);
  const names = failed.map((outcome) => outcome.name).join(', ');
  const verdict = failed.length === 0 ? 'All checks passed' : `Failed: ${names}`;
  console.log(`${verdict} (${seconds(startedAt)})`);
  process.exitCode = failed.length === 0 ? 0 : 1;
});
