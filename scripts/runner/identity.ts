import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../lib/failure.mjs';

/** Who a child process runs as. */
export type Identity = { readonly uid: number; readonly gid: number; readonly home: string };

const USER = 'echodesk';
const HOME = '/var/lib/echodesk';

/** The entry of a user in the text of /etc/passwd. */
export function findUser(passwd: string, name: string): Identity | undefined {
  const entry = passwd.split('\n').find((line) => line.startsWith(`${name}:`));
  const [, , uid, gid, , home] = entry?.split(':') ?? [];
  if (uid === undefined || gid === undefined || home === undefined) return undefined;
  return { uid: Number(uid), gid: Number(gid), home };
}

function readUser(): Identity | undefined {
  return findUser(readFileSync('/etc/passwd', 'utf8'), USER);
}

export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Chromium refuses its sandbox to root and PostgreSQL refuses root altogether: a user for both. */
export function ensureUnprivilegedUser(): Identity {
  const existing = readUser();
  if (existing !== undefined) return existing;
  const creation = spawnSync(
    'useradd',
    ['--system', '--user-group', '--create-home', '--home-dir', HOME, '--shell', '/bin/sh', USER],
    { encoding: 'utf8' },
  );
  const created = readUser();
  if (created !== undefined) return created;
  throw new Failure(
    `The unprivileged user "${USER}" could not be created: ${(creation.stderr || String(creation.error)).trim()}`,
    `Create it (useradd --system --create-home --home-dir ${HOME} ${USER}), or run the command as a normal user.`,
  );
}

/** Runs a command as somebody, quietly; whether it succeeded. */
export function succeedsAs(identity: Identity | undefined, command: string, args: readonly string[]): boolean {
  const probe = spawnSync(command, args, {
    cwd: '/',
    stdio: 'ignore',
    ...(identity && { uid: identity.uid, gid: identity.gid }),
  });
  return probe.status === 0;
}

/** Root's pass to its X display, made readable for the user who opens the window there. */
export function lendDisplay(identity: Identity): string | undefined {
  const pass = process.env['XAUTHORITY'] ?? join(process.env['HOME'] ?? '/root', '.Xauthority');
  if (!process.env['DISPLAY'] || !existsSync(pass)) return undefined;
  const lent = join(identity.home, '.Xauthority');
  copyFileSync(pass, lent);
  giveTo(identity, lent);
  return lent;
}

export function giveTo(identity: Identity, path: string): void {
  spawnSync('chown', ['-R', `${identity.uid}:${identity.gid}`, path]);
}
