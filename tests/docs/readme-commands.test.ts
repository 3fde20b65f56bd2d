import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { COMMANDS } from '../../scripts/setup/commands.mjs';
import { projectRoot } from '../support/project-root.ts';

const manifestSchema = z.object({ scripts: z.record(z.string(), z.string()) });

function read(path: string): string {
  return readFileSync(join(projectRoot, path), 'utf8');
}

function commandsIn(text: string): readonly string[] {
  const run = [...text.matchAll(/npm run (?:--silent )?([a-z][a-z0-9:-]*)/g)].map(([, name]) => name);
  const bare = [...text.matchAll(/npm (start|test)\b/g)].map(([, name]) => name);
  return [...run, ...bare].filter((name) => name !== undefined);
}

const { scripts } = manifestSchema.parse(JSON.parse(read('package.json')));
const pages = [
  'README.md',
  ...globSync(['docs/**/*.md', 'src-*/README.md', 'tests/README.md', 'tests/faults/README.md'], { cwd: projectRoot }),
];

test.each(pages)('every command that %s names exists', (page) => {
  const missing = commandsIn(read(page)).filter((name) => scripts[name] === undefined);
  expect(missing).toEqual([]);
});

test('the readme names every command that a person runs', () => {
  const named = new Set(commandsIn(read('README.md')));
  const byPeople = [
    'start',
    'test',
    'dev',
    'check',
    'fix',
    'integration',
    'e2e',
    'faults',
    'bench',
    'screenshots',
    'package',
  ];
  expect(byPeople.filter((name) => !named.has(name))).toEqual([]);
});

test('what npm hands to bootstrap is a command of it, whose script exists, and each of its commands can be called by npm', () => {
  const handed = Object.entries(scripts).flatMap(([name, line]) => {
    const [, command] = /bootstrap\.mjs (\S+)/.exec(line) ?? [];
    return command === undefined ? [] : [{ name, command }];
  });
  expect(handed.map(({ command }) => command).toSorted()).toEqual(Object.keys(COMMANDS).toSorted());
  expect(handed.filter(({ name, command }) => name !== command)).toEqual([]);
  const lost = Object.values(COMMANDS).filter(({ script }) => !existsSync(join(projectRoot, script)));
  expect(lost).toEqual([]);
});

test('every picture of the readme exists', () => {
  const pictures = [...read('README.md').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map(([, path]) => path ?? '');
  expect(pictures).not.toEqual([]);
  expect(pictures.filter((path) => globSync(path, { cwd: projectRoot }).length === 0)).toEqual([]);
});
