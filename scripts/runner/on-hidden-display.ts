import { withCleanup } from '../lib/cleanup.ts';
import { interruption } from '../lib/interruption.ts';
import { ensureBuild } from './build.ts';
import { openHiddenDisplay } from './display.ts';
import { prepareRunner, type Runner } from './runner.ts';
import { runTool } from './spawn-as.ts';

/** Builds the console and runs a tool or script as the runner, with a display of its own; resolves to its exit code. */
export async function runOnHiddenDisplay(
  command: readonly [string, ...string[]],
  environmentOf: (runner: Runner) => NodeJS.ProcessEnv = () => ({}),
): Promise<number> {
  const signal = interruption();
  ensureBuild();
  const runner = prepareRunner();
  return withCleanup(async (cleanup) => {
    const display = await openHiddenDisplay(runner);
    cleanup.add(display.close);
    return runTool(runner, command, { signal, env: { ...display.env, ...environmentOf(runner) } });
  });
}
