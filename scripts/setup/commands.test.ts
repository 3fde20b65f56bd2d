import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { inProject } from '../lib/paths.mjs';
import { COMMANDS } from './commands.mjs';

const manifestSchema = z.object({ scripts: z.record(z.string(), z.string()) });

test('each script of package.json that sets up what it needs is a command, and has its file', () => {
  const { scripts } = manifestSchema.parse(JSON.parse(readFileSync(inProject('package.json'), 'utf8')));
  const asked = Object.values(scripts).flatMap((line) => /scripts\/bootstrap\.mjs (\S+)$/.exec(line)?.[1] ?? []);
  expect(asked.toSorted()).toEqual(Object.keys(COMMANDS).toSorted());
  expect(Object.values(COMMANDS).filter(({ script }) => !existsSync(inProject(script)))).toEqual([]);
});
