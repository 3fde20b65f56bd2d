import { execFileSync, spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { z } from 'zod';
import { must } from '../../../src-shared/lib/must.ts';
import { cleanEnvironment } from '../../support/clean-environment.ts';
import { projectRoot } from '../../support/project-root.ts';

const SERVER_CORE = '0';
const LOAD_CORE = '1';

const readySchema = z.looseObject({ url: z.url() });

/** A server on a core of its own. It counts as started when it has printed a line of JSON with its `url`. */
export type PinnedProcess = AsyncDisposable & { readonly url: string; readonly pid: number };

/** Moves this process, which makes the load, to a core where no server is. */
export function pinLoad(): void {
  execFileSync('taskset', ['-pc', LOAD_CORE, String(process.pid)], { stdio: 'ignore' });
}

/** Runs a script of ours with Node on the servers' core. Throws with its words when it ends before it is ready. */
export async function startPinned(
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<PinnedProcess> {
  const child = spawn('taskset', ['-c', SERVER_CORE, process.execPath, ...args], {
    cwd: projectRoot,
    env: cleanEnvironment(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const words: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => words.push(text));
  const line = await firstLine(child);
  if (line === undefined) throw new Error(`${args.join(' ')} ended before it was ready:\n${words.join('')}`);
  const { url } = readySchema.parse(JSON.parse(line));
  return { url, pid: must(child.pid, 'pid'), [Symbol.asyncDispose]: () => end(child) };
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

async function firstLine(child: Child): Promise<string | undefined> {
  const lines = createInterface({ input: child.stdout });
  const line = await new Promise<string | undefined>((resolve) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(undefined));
  });
  child.stdout.resume();
  return line;
}

async function end(child: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}
