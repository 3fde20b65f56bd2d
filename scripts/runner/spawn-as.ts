import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { join, relative } from 'node:path';
import { projectRoot } from '../lib/paths.mjs';
import { stopProcess } from '../lib/stop-process.ts';
import { toolEntry } from '../lib/tool.mjs';
import type { Runner } from './runner.ts';

export type SpawnChoices = {
  readonly stdio: StdioOptions;
  readonly env?: NodeJS.ProcessEnv | undefined;
};

/** Starts a program as the runner, in a process group of its own so that it can be ended whole. */
export function spawnAs(runner: Runner, command: readonly string[], choices: SpawnChoices): ChildProcess {
  const { identity } = runner;
  const [program = runner.node, ...args] = command;
  return spawn(program, args, {
    cwd: runner.root,
    stdio: choices.stdio,
    env: { ...runner.env, ...choices.env },
    detached: true,
    ...(identity && { uid: identity.uid, gid: identity.gid }),
  });
}

/** A tool of node_modules, or a script of the project, where the runner finds it. */
export function toolFor(runner: Runner, tool: string): string {
  return join(runner.root, relative(projectRoot, toolEntry(tool)));
}

/** Runs a tool of node_modules, or a script of the project, as the runner; resolves to its exit code. */
export async function runTool(
  runner: Runner,
  [tool, ...args]: readonly [string, ...string[]],
  choices: { readonly signal: AbortSignal; readonly env?: NodeJS.ProcessEnv },
): Promise<number> {
  const child = spawnAs(runner, [runner.node, toolFor(runner, tool), ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: choices.env,
  });
  const stop = (): void => void stopProcess(child);
  choices.signal.addEventListener('abort', stop, { once: true });
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (status) => resolve(status ?? 1));
  });
  choices.signal.removeEventListener('abort', stop);
  await stopProcess(child);
  return code;
}
