import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from '../lib/failure.mjs';
import { cacheFolder } from '../lib/paths.mjs';
import type { Identity } from './identity.ts';

/** What a run neither reads nor shall find again in a copy of the project. */
const LEFT_OUT = new Set(['.git', '.data', 'release', 'test-results', 'playwright-report']);

export type Access = { readonly mode: number; readonly uid: number; readonly gid: number };

const READ_AND_ENTER = 0o5;
const ENTER = 0o1;

export function mayAccess(access: Access, identity: Identity, wanted: number): boolean {
  const shift = access.uid === identity.uid ? 6 : access.gid === identity.gid ? 3 : 0;
  return ((access.mode >> shift) & wanted) === wanted;
}

function ancestors(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}

/** Whether every folder from the root down to this one lets the user pass. */
export function canReach(folder: string, identity: Identity, stat: (path: string) => Access = statSync): boolean {
  const [itself = folder, ...above] = ancestors(folder);
  return (
    mayAccess(stat(itself), identity, READ_AND_ENTER) && above.every((path) => mayAccess(stat(path), identity, ENTER))
  );
}

/** Whether others may read the project: not so after a clone under a strict umask. */
function isReadableByOthers(folder: string): boolean {
  const closed = ['(', '-type', 'f', '!', '-perm', '-o=r', '-o', '-type', 'd', '!', '-perm', '-o=rx', ')'];
  const skipped = ['(', ...[...LEFT_OUT].flatMap((name) => ['-name', name, '-o']).slice(0, -1), ')', '-prune'];
  const find = spawnSync('find', [folder, ...skipped, '-o', ...closed, '-print', '-quit'], { encoding: 'utf8' });
  return find.status === 0 && find.stdout === '';
}

function copyEntries(from: string, to: string, flags: string): boolean {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  const entries = readdirSync(from).filter((name) => !LEFT_OUT.has(name));
  const copy = spawnSync('cp', [flags, ...entries.map((name) => join(from, name)), to], { stdio: 'ignore' });
  return copy.status === 0;
}

/** The place of a project's copy: in the cache, which belongs to root, so that nobody else can prepare it. */
function copyPlace(project: string): string {
  const id = createHash('sha256').update(project).digest('hex').slice(0, 12);
  return join(cacheFolder(), `checkout-${id}`);
}

/** Copies of projects that are gone would fill the disk. */
function forgetOrphans(): void {
  for (const note of globSync(join(cacheFolder(), 'checkout-*.origin'))) {
    if (existsSync(readFileSync(note, 'utf8'))) continue;
    rmSync(note.replace(/\.origin$/, ''), { recursive: true, force: true });
    rmSync(note);
  }
}

/** The project where the user can read it: in place, or else a copy, hard-linked when that is enough. */
export function reachableProject(project: string, identity: Identity): string {
  const isOpen = isReadableByOthers(project);
  if (isOpen && canReach(project, identity)) return project;
  const copy = copyPlace(project);
  console.log(`${project} is closed to other users: running from a copy in ${copy}.`);
  forgetOrphans();
  writeFileSync(`${copy}.origin`, project);
  // A link shares its permissions with the original, so closed files need copies of their own.
  const copied = (isOpen && copyEntries(project, copy, '-al')) || copyEntries(project, copy, '-a');
  if (!copied) {
    throw new Failure(`The project could not be copied to ${copy}.`, 'Move it to a folder open to all users.');
  }
  if (!isOpen) spawnSync('chmod', ['-R', 'go+rX', copy]);
  return copy;
}
