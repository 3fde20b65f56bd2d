import { rmSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Beside `file`, and of this process. */
export function unfinishedName(file: string): string {
  return `${file}.${process.pid}.unfinished`;
}

/** Removes what was left beside `file` by processes that were killed: it holds what customers wrote. */
export async function removeLeftOver(file: string): Promise<void> {
  const folder = path.dirname(file);
  const start = `${path.basename(file)}.`;
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = /^(\d+)\.unfinished$/.exec(name.startsWith(start) ? name.slice(start.length) : '')?.[1];
    if (pid !== undefined && !isAnotherAlive(Number(pid))) await rm(path.join(folder, name), { force: true });
  }
}

/** A signal that ends the process takes the file with it, until the answer is called. */
export function removeOnSignal(file: string): () => void {
  const leave = () => {
    for (const signal of ENDING) process.off(signal, end);
  };
  const end = (signal: NodeJS.Signals) => {
    rmSync(file, { force: true });
    leave();
    process.kill(process.pid, signal);
  };
  for (const signal of ENDING) process.on(signal, end);
  return leave;
}

/** This process has begun nothing yet: what has its number is of an earlier one. */
function isAnotherAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
