/** `npm run messages`: the catalogues are whole, used, readable and translated. */
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { Failure, runScript } from './lib/failure.mjs';
import { inProject, projectRoot } from './lib/paths.mjs';
import { ALLOWANCES } from './messages/allowances.ts';
import { catalogueProblems } from './messages/catalogue-problems.ts';
import type { Catalogue } from './messages/translation-problems.ts';

const catalogueSchema = z.record(z.string(), z.string());

function readCatalogue(path: string): Catalogue {
  return catalogueSchema.parse(JSON.parse(readFileSync(inProject(path), 'utf8')));
}

await runScript(() => {
  const cwd = projectRoot;
  const catalogues = Object.fromEntries(
    globSync('resources/locales/*.json', { cwd }).map((path) => [basename(path, '.json'), readCatalogue(path)]),
  );
  const sources = globSync('src-{renderer,main}/**/*.{ts,tsx}', { cwd })
    .filter((path) => !/\.test\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(inProject(path), 'utf8') }));
  const problems = catalogueProblems({ catalogues, sources, allowances: ALLOWANCES });
  if (problems.length > 0) throw new Failure(problems.join('\n'));
  const count = Object.keys(catalogues['en'] ?? {}).length;
  console.log(`${count} messages in ${Object.keys(catalogues).length} languages, all used and readable`);
});
