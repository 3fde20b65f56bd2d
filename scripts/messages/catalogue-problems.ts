import type { Allowances } from './allowances.ts';
import { translationProblems, type Catalogue } from './translation-problems.ts';
import { usedWords, type SourceFile } from './used-words.ts';

export type CatalogueCheck = {
  /** By locale (BCP 47); the source is `en`. */
  readonly catalogues: Readonly<Record<string, Catalogue>>;
  /** The code that asks for words. */
  readonly sources: readonly SourceFile[];
  readonly allowances: Allowances;
};

/** What is wrong with the catalogues, one sentence each. */
export function catalogueProblems({ catalogues, sources, allowances }: CatalogueCheck): string[] {
  const { en: source = {} } = catalogues;
  return [
    ...usageProblems(source, sources),
    ...allowanceProblems(source, allowances),
    ...Object.entries(catalogues).flatMap(([locale, target]) =>
      translationProblems({ locale, source, target }, allowances),
    ),
  ];
}

function usageProblems(catalogue: Catalogue, sources: readonly SourceFile[]): string[] {
  const files = sources.map((source) => ({ path: source.path, ...usedWords(source) }));
  const missing = files.flatMap(({ path, asked }) =>
    asked
      .filter((key) => !Object.hasOwn(catalogue, key))
      .map((key) => `${path} asks for "${key}", which the catalogue lacks`),
  );
  const unused = Object.keys(catalogue).filter((key) => files.every(({ literals }) => !literals.has(key)));
  return [...missing, ...unused.map((key) => `"${key}" is used nowhere`)];
}

function allowanceProblems(catalogue: Catalogue, { sameWords, tight }: Allowances): string[] {
  const named = new Set([...sameWords.flatMap(({ keys }) => keys), ...tight]);
  return [...named]
    .filter((key) => !Object.hasOwn(catalogue, key))
    .map((key) => `an allowance names "${key}", which is gone`);
}
