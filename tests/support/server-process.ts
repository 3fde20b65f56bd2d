import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { must } from '../../src-shared/lib/must.ts';
import { cleanEnvironment } from './clean-environment.ts';
import { projectRoot } from './project-root.ts';

type Child = ChildProcessByStdio<null, Readable, Readable>;

/**
 * A server of ours as a process of its own, so that it can be stopped and killed. It counts as started when it has
 * printed one line of JSON (`ready`). Everything it writes to stderr is kept in `log`.
 */
export class ServerProcess {
  readonly ready: unknown;
  readonly #child: Child;
  readonly #log: string[];
  #isTold = false;

  /** So that a test runner that breaks leaves nothing behind. */
  readonly #endWithUs = (): void => {
    this.#child.kill('SIGTERM');
  };

  private constructor(child: Child, log: string[], ready: unknown) {
    this.#child = child;
    this.#log = log;
    this.ready = ready;
    process.once('exit', this.#endWithUs);
  }

  /** Throws with the log when the process ends before it is ready, also by SIGKILL when `killed` aborts until then. */
  static async start(
    args: readonly string[],
    environment: Readonly<Record<string, string>>,
    killed?: AbortSignal,
  ): Promise<ServerProcess> {
    const child = spawn(process.execPath, [...args], {
      cwd: projectRoot,
      env: cleanEnvironment(environment),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const kill = () => child.kill('SIGKILL');
    killed?.addEventListener('abort', kill, { once: true });
    const log: string[] = [];
    child.stderr.setEncoding('utf8').on('data', (text: string) => log.push(text));
    const ready = await firstLine(child);
    killed?.removeEventListener('abort', kill);
    if (ready === undefined) {
      throw new Error(`${args.join(' ')} ended before it was ready:\n${log.join('')}`);
    }
    return new ServerProcess(child, log, JSON.parse(ready));
  }

  get log(): string {
    return this.#log.join('');
  }

  /** Calls `listener` when the process ends without having been told to. */
  onSelfEnded(listener: () => void): void {
    this.#child.once('exit', () => {
      if (!this.#isTold) listener();
    });
  }

  get #isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  get pid(): number {
    return must(this.#child.pid, 'process id of a process that was started');
  }

  /** The process stands still, in the middle of whatever it does, until {@link thaw}. */
  freeze(): void {
    this.#child.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child.kill('SIGCONT');
  }

  /** Sends the signal and waits until the process is gone; answers its exit code, null after a kill. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    this.#isTold = true;
    process.off('exit', this.#endWithUs);
    if (this.#isRunning) {
      const exited = once(this.#child, 'exit');
      this.#child.kill(signal);
      await exited;
    }
    return this.#child.exitCode;
  }
}

async function firstLine(child: Child): Promise<string | undefined> {
  const lines = createInterface({ input: child.stdout });
  const line = await new Promise<string | undefined>((resolve, reject) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(undefined));
    child.once('error', reject);
  });
  child.stdout.resume();
  return line;
}
