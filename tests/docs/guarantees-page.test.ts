import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../support/project-root.ts';

const GUARANTEES = 30;

const page = readFileSync(join(projectRoot, 'docs/guarantees.md'), 'utf8');
const rows = page.split('\n').filter((line) => /^\| G\d+ \|/.test(line));
const manifestSchema = z.object({ scripts: z.record(z.string(), z.string()) });

test('every guarantee has its row', () => {
  const names = rows.map((row) => /G\d+/.exec(row)?.[0]);
  expect(names).toEqual(Array.from({ length: GUARANTEES }, (_none, index) => `G${index + 1}`));
});

test.each(rows)('%s names a file, a command, or that it is not there yet', (row) => {
  expect(row).toMatch(/`(src-|tests\/|npm run )|not yet/);
});

test('every file that the page names exists', () => {
  const files = [...page.matchAll(/`((?:src-[a-z]+|tests)\/[^`]+)`/g)].map(([, path]) => path ?? '');
  expect(files.length).toBeGreaterThan(GUARANTEES);
  expect(files.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
});

test('every command that the page names exists', () => {
  const { scripts } = manifestSchema.parse(JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')));
  const commands = [...page.matchAll(/`npm run ([a-z]+)/g)].map(([, name]) => name ?? '');
  expect(commands).toContain('faults');
  expect(commands.filter((name) => scripts[name] === undefined)).toEqual([]);
});

test('every bench that the page names exists', () => {
  const benches = [...page.matchAll(/`npm run bench -- ([a-z]+)`/g)].map(([, name]) => name ?? '');
  expect(benches).not.toEqual([]);
  expect(benches.filter((name) => !existsSync(join(projectRoot, `tests/bench/${name}.bench.ts`)))).toEqual([]);
});
