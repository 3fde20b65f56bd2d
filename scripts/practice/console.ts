import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cleanup } from '../lib/cleanup.ts';
import { inProject } from '../lib/paths.mjs';
import { stopProcess } from '../lib/stop-process.ts';
import type { Runner } from '../runner/runner.ts';
import { spawnAs } from '../runner/spawn-as.ts';
import type { PracticeFolder } from './practice-folder.ts';
import type { PracticeWorld } from './practice-world.ts';

export type Theme = 'light' | 'dark';

export type ConsoleChoices = {
  readonly folder: PracticeFolder;
  readonly world: PracticeWorld;
  readonly displayEnv: NodeJS.ProcessEnv;
  readonly theme: Theme | undefined;
  /** The program and its arguments; the built console unless told otherwise. */
  readonly command?: readonly string[];
  /** Switches for Chromium. */
  readonly switches?: readonly string[];
};

function electronProgram(root: string): string {
  const executable = readFileSync(inProject('node_modules/electron/path.txt'), 'utf8');
  return join(root, 'node_modules/electron/dist', executable);
}

function consoleEnvironment({ folder, world, displayEnv, theme }: ConsoleChoices): NodeJS.ProcessEnv {
  return {
    ...displayEnv,
    ELECTRON_RUN_AS_NODE: undefined,
    ECHODESK_RELAY_URL: world.relayUrl,
    ECHODESK_TOKEN: world.agent.token,
    ECHODESK_USER_DATA: folder.console,
    ...(theme === undefined ? {} : { ECHODESK_THEME: theme }),
  };
}

/** Opens the console signed in as the first practice agent; resolves when it has been closed. */
export function openConsole(runner: Runner, cleanup: Cleanup, choices: ConsoleChoices): Promise<void> {
  const logFile = openSync(choices.folder.log('console'), 'w');
  const command = choices.command ?? [electronProgram(runner.root), ...(choices.switches ?? []), '.'];
  const child = spawnAs(runner, command, {
    stdio: ['ignore', logFile, logFile],
    env: consoleEnvironment(choices),
  });
  closeSync(logFile);
  cleanup.add(() => stopProcess(child));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}
