import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const MOST_BYTES = 2 * 1024 * 1024;
const OWNER_ONLY = 0o600;

/** Appends lines to `path`; at a start the file that has grown over 2 MiB becomes `<path>.1`. A full disk loses lines, not the console. */
export function openLogFile(path: string): (line: string) => void {
  mkdirSync(dirname(path), { recursive: true });
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > MOST_BYTES) renameSync(path, `${path}.1`);
  return (line) => {
    try {
      appendFileSync(path, line, { mode: OWNER_ONLY });
    } catch {
      // There is nowhere left to say it.
    }
  };
}
