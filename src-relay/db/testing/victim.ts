import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { must } from '../../../src-shared/lib/must.ts';

/** A process of its own that can be killed. */
export type Victim = {
  /** The first line that it printed. */
  readonly said: string;
  /** Ends it at this instant, without a word. */
  kill(): Promise<void>;
};

/** Starts a script and waits for its first line. */
export async function startVictim(script: URL, ...args: readonly string[]): Promise<Victim> {
  const child = spawn(process.execPath, [script.pathname, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: must(child.stdout, 'output of the process') });
  for await (const said of lines) return { said, kill: () => kill(child) };
  throw new Error('the process ended without a word');
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
