import { execFile } from 'node:child_process';
import { chown, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

import { DatabaseStartError } from './database-start-error.ts';

/** Whom PostgreSQL runs as: nobody else, or, when we are root, the account `postgres`. */
export type Account = { readonly uid?: number; readonly gid?: number };

const NAME = 'postgres';
const ENTER_BY_OTHERS = 0o001;
const ENTER_BY_GROUP = 0o010;
const ENTER_BY_OWNER = 0o100;

const execute = promisify(execFile);

export async function postgresAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return {};
  return (await lookUp()) ?? (await makeAccount());
}

async function lookUp(): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all([execute('id', ['-u', NAME]), execute('id', ['-g', NAME])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function makeAccount(): Promise<Account> {
  try {
    await execute('useradd', ['--system', '--user-group', '--no-create-home', NAME]);
  } catch (error) {
    throw new DatabaseStartError('no_account', String(error));
  }
  const made = await lookUp();
  if (made === undefined) throw new DatabaseStartError('no_account', NAME);
  return made;
}

/** Makes `file` the account's own. */
export async function give(file: string, { uid, gid }: Account): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(file, uid, gid);
}

/** Throws when a folder above one of `files` may not be entered by the account. */
export async function refuseUnreachable(account: Account, files: readonly string[]): Promise<void> {
  if (account.uid === undefined) return;
  for (const file of files) {
    for (const folder of foldersAbove(file)) {
      if (!(await mayEnter(account, folder))) throw new DatabaseStartError('folder_closed', folder);
    }
  }
}

function foldersAbove(file: string): string[] {
  const parent = path.dirname(file);
  return parent === file ? [file] : [...foldersAbove(parent), parent];
}

async function mayEnter({ uid, gid }: Account, folder: string): Promise<boolean> {
  const { mode, uid: owner, gid: group } = await stat(folder);
  if (owner === uid) return (mode & ENTER_BY_OWNER) !== 0;
  return (mode & (group === gid ? ENTER_BY_GROUP : ENTER_BY_OTHERS)) !== 0;
}
