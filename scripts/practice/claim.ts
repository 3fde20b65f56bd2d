import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cleanup } from '../lib/cleanup.ts';
import { Failure } from '../lib/failure.mjs';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** One practice world per folder: a second one would fight over the database and the window. */
export function claimFolder(folder: string, cleanup: Cleanup): void {
  const file = join(folder, 'running.pid');
  const other = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  if (other > 0 && other !== process.pid && isAlive(other)) {
    throw new Failure(`Echodesk already runs from this folder (process ${other}).`, 'End it first, with Ctrl-C.');
  }
  writeFileSync(file, String(process.pid));
  cleanup.add(() => rmSync(file, { force: true }));
}
