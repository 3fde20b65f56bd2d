import { spawn, spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../support/project-root.ts';

export type InstalledConsole = {
  /** The folder that holds the program. */
  readonly folder: string;
  readonly program: string;
  readonly desktopEntry: string;
  /** The files that are not as they were packed, '' where there are none. */
  readonly verify: () => string;
  readonly remove: () => void;
};

const SYSTEM_FOLDER = '/opt/Echodesk';
const DESKTOP_ENTRY = '/usr/share/applications/echodesk.desktop';

function run(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    encoding: 'utf8',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}\n${stderr}`);
  return stdout;
}

/** Builds the deb as `npm run package` does; answers its path. */
export async function buildPackage(): Promise<string> {
  const child = spawn(process.execPath, ['scripts/package.ts'], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const code = await new Promise((resolve) => {
    child.once('close', resolve);
  });
  const [deb] = globSync('release/*.deb', { cwd: projectRoot });
  if (code !== 0 || deb === undefined) throw new Error(`npm run package failed:\n${output}`);
  return join(projectRoot, deb);
}

/**
 * Puts the package where it belongs, when this process may and nobody uses Echodesk here; otherwise unpacks it into
 * a folder, which leaves out its install scripts.
 */
export function install(deb: string, folder: string): InstalledConsole {
  if (process.getuid?.() === 0 && !existsSync(SYSTEM_FOLDER)) {
    run('apt-get', ['install', '-y', '--no-install-recommends', deb]);
    return {
      folder: SYSTEM_FOLDER,
      program: '/usr/bin/echodesk',
      desktopEntry: DESKTOP_ENTRY,
      verify: () => run('dpkg', ['-V', 'echodesk']),
      remove: () => run('apt-get', ['purge', '-y', 'echodesk']),
    };
  }
  run('dpkg-deb', ['-x', deb, folder]);
  run('dpkg-deb', ['-e', deb, join(folder, 'DEBIAN')]);
  const unpacked = join(folder, SYSTEM_FOLDER);
  return {
    folder: unpacked,
    program: join(unpacked, 'echodesk'),
    desktopEntry: join(folder, DESKTOP_ENTRY),
    verify: () => run('sh', ['-c', 'cd "$0" && md5sum --check --quiet DEBIAN/md5sums', folder]),
    remove: () => {},
  };
}
