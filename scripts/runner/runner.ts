import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, inProject, projectRoot } from '../lib/paths.mjs';
import { ensureChromiumSandbox } from './chromium-sandbox.ts';
import { ensureUnprivilegedUser, giveTo, isRoot, lendDisplay, succeedsAs, type Identity } from './identity.ts';
import { reachableProject } from './reachable.ts';

/** As whom, where and on which Node everything but the set-up runs. */
export type Runner = {
  readonly identity: Identity | undefined;
  /** The project as the runner sees it. */
  readonly root: string;
  readonly node: string;
  readonly env: NodeJS.ProcessEnv;
  /** What outlives a run: practice data. */
  readonly data: string;
};

/** Folders of the project that tools write to while they run. */
const SCRATCH = ['test-results', 'node_modules/.cache', 'node_modules/.vite', 'node_modules/.vite-temp'];
/** Of root's environment, what would lead the user back to root's own places. */
const ROOTS_OWN = /^(XDG_|DBUS_|TMPDIR$|XAUTHORITY$|SUDO_|MAIL$|npm_)/;

/** Changes nothing for a normal user; for root, makes ready an unprivileged user. */
export function prepareRunner(): Runner {
  const runner = isRoot() ? unprivilegedRunner() : ownRunner();
  mkdirSync(runner.data, { recursive: true });
  ensureChromiumSandbox(runner.identity);
  return runner;
}

/** This process's own user. */
export function ownRunner(): Runner {
  return {
    identity: undefined,
    root: projectRoot,
    node: process.execPath,
    env: process.env,
    data: isWritable(projectRoot) ? inProject('.data') : join(cacheFolder(), `data-${shortHash(projectRoot)}`),
  };
}

function unprivilegedRunner(): Runner {
  const identity = ensureUnprivilegedUser();
  console.log('Running as the unprivileged user "echodesk", since root is refused by Chromium and PostgreSQL.');
  const root = reachableProject(projectRoot, identity);
  const data = root === projectRoot ? inProject('.data') : join(identity.home, `data-${shortHash(projectRoot)}`);
  for (const folder of [data, ...SCRATCH.map((name) => join(root, name))]) {
    mkdirSync(folder, { recursive: true });
    giveTo(identity, folder);
  }
  const node = reachableNode(identity);
  const own = Object.entries(process.env).filter(([name]) => !ROOTS_OWN.test(name));
  const pass = lendDisplay(identity);
  const env = {
    ...Object.fromEntries(own),
    HOME: identity.home,
    USER: 'echodesk',
    LOGNAME: 'echodesk',
    PATH: `${dirname(node)}:${process.env['PATH'] ?? ''}`,
    ...(pass === undefined ? {} : { XAUTHORITY: pass }),
  };
  return { identity, root, node, env, data };
}

/** Where a tool that runs as the runner leaves what it counted. */
export function reportFile(runner: Runner, name: string): string {
  const folder = join(runner.data, 'reports');
  mkdirSync(folder, { recursive: true });
  if (runner.identity !== undefined) giveTo(runner.identity, folder);
  return join(folder, `${name}.json`);
}

/** Node installed below root's home is closed to others: a copy of the program is enough. */
function reachableNode(identity: Identity): string {
  if (succeedsAs(identity, process.execPath, ['--version'])) return process.execPath;
  const copy = join(cacheFolder(), `node-${process.version}`, 'bin', 'node');
  mkdirSync(dirname(copy), { recursive: true });
  copyFileSync(process.execPath, copy);
  chmodSync(copy, 0o755);
  return copy;
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
