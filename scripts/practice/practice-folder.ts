import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { giveTo } from '../runner/identity.ts';
import type { Runner } from '../runner/runner.ts';

/** What the practice world keeps between runs: the relay's database, the console's cache, their logs. */
export type PracticeFolder = {
  readonly path: string;
  readonly relay: string;
  readonly console: string;
  readonly log: (part: 'sandbox' | 'relay' | 'console') => string;
};

export function practiceFolder(runner: Runner): PracticeFolder {
  const path = join(runner.data, 'practice');
  mkdirSync(path, { recursive: true });
  return {
    path,
    relay: join(path, 'relay'),
    console: join(path, 'console'),
    log: (part) => join(path, `${part}.log`),
  };
}

/** Clears what is not kept and hands the folder over to the runner; nobody else may be at it. */
export function preparePractice(runner: Runner, folder: PracticeFolder, { keep }: { readonly keep: boolean }): void {
  for (const part of [folder.relay, folder.console]) {
    if (!keep) rmSync(part, { recursive: true, force: true });
    mkdirSync(part, { recursive: true });
  }
  if (runner.identity !== undefined) giveTo(runner.identity, folder.path);
}
