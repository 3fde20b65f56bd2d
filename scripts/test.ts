/** `npm test`: every check and every test; the last line of output reads "N passed, N failed". */
import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withCleanup } from './lib/cleanup.ts';
import { Failure, runScript } from './lib/failure.mjs';
import { interruption } from './lib/interruption.ts';
import { inProject, projectRoot } from './lib/paths.mjs';
import { ensureBuild } from './runner/build.ts';
import { openHiddenDisplay } from './runner/display.ts';
import { ownRunner, prepareRunner, reportFile, type Runner } from './runner/runner.ts';
import { runTool } from './runner/spawn-as.ts';
import { countTests, sum, type Counts } from './test-report/count-tests.ts';

type Suite = {
  readonly name: string;
  readonly runner: Runner;
  readonly command: (report: string) => readonly [string, ...string[]];
  readonly needsBuild?: boolean;
};

/** 2,000 on demand: tests/faults/README.md. */
const FAULT_KILLS = '60';

const ONE_FAILURE: Counts = { passed: 0, failed: 1 };

function vitest(project: string): Suite['command'] {
  const reporters = ['--reporter=default', '--reporter=json'];
  return (report) => ['vitest', 'run', `--project=${project}`, ...reporters, `--outputFile.json=${report}`];
}

/** The quick ones first. Installing the package needs root, if there is root; nothing else does. */
function suites(runner: Runner): readonly Suite[] {
  const self = ownRunner();
  return [
    { name: 'checks', runner: self, command: (report) => ['scripts/check.ts', '--report', report] },
    { name: 'integration tests', runner, command: vitest('integration') },
    {
      name: 'end-to-end tests',
      runner,
      command: () => ['playwright', 'test', '--project=e2e', '--reporter=list,json'],
      needsBuild: true,
    },
    {
      name: 'faults',
      runner,
      command: (report) => ['tests/faults/faults.ts', '--kills', FAULT_KILLS, '--seed', 'npm test', '--report', report],
      needsBuild: true,
    },
    { name: 'package tests', runner: self, command: vitest('package'), needsBuild: true },
  ];
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(0)} s`;
}

function headline(text: string): void {
  console.log(`\n━━ ${text} ${'━'.repeat(Math.max(0, 70 - text.length))}`);
}

async function runSuite(suite: Suite, env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<Counts> {
  headline(suite.name);
  const startedAt = performance.now();
  const report = reportFile(suite.runner, suite.name.replaceAll(' ', '-'));
  rmSync(report, { force: true });
  const code = await runTool(suite.runner, suite.command(report), {
    signal,
    env: { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  const counts = countTests(existsSync(report) ? readFileSync(report, 'utf8') : undefined, code);
  console.log(`${suite.name}: ${counts.passed} passed, ${counts.failed} failed (${seconds(startedAt)})`);
  return counts;
}

function isBuilt(): boolean {
  headline('build');
  try {
    ensureBuild();
    console.log('The console is built.');
    return true;
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error);
    return false;
  }
}

/** Traces of failed tests belong where they are looked for. */
function bringEvidence(runner: Runner): void {
  const evidence = join(runner.root, 'test-results');
  if (runner.root === projectRoot || !existsSync(evidence)) return;
  cpSync(evidence, inProject('test-results'), { recursive: true });
}

async function runAll(signal: AbortSignal): Promise<readonly Counts[]> {
  const built = isBuilt();
  const runner = prepareRunner();
  return withCleanup(async (cleanup) => {
    const display = await openHiddenDisplay(runner);
    cleanup.add(display.close);
    const all: Counts[] = built ? [] : [ONE_FAILURE];
    for (const suite of suites(runner)) {
      if (signal.aborted) return [...all, ONE_FAILURE];
      if (built || suite.needsBuild !== true) all.push(await runSuite(suite, display.env, signal));
    }
    bringEvidence(runner);
    return all;
  });
}

await runScript(async () => {
  const startedAt = performance.now();
  const signal = interruption();
  const { passed, failed } = sum(await runAll(signal));
  headline(`done in ${seconds(startedAt)}`);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
});
