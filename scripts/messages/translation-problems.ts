import type { Allowances } from './allowances.ts';
import { shapeOf, type MessageShape } from './message-shape.ts';

export type Catalogue = Readonly<Record<string, string>>;

/** A catalogue that is looked at, beside the source. */
export type Translation = { readonly locale: string; readonly source: Catalogue; readonly target: Catalogue };

/** A button's words may be longer than the English ones by that, or have as many characters as always fit. */
const TIGHT_GROWTH = 1.6;
const TIGHT_ALWAYS_FITS = 14;

/** What is wrong with the messages of a catalogue, one sentence each. `locale` is BCP 47. */
export function translationProblems(translation: Translation, allowances: Allowances): string[] {
  const { locale, source, target } = translation;
  const missing = Object.keys(source).filter((key) => !Object.hasOwn(target, key));
  return [
    ...missing.map((key) => `${locale}: "${key}" is not translated`),
    ...Object.keys(target).flatMap((key) => messageProblems(key, translation, allowances)),
  ];
}

function messageProblems(key: string, translation: Translation, allowances: Allowances): string[] {
  const { locale, source, target } = translation;
  const message = target[key] ?? '';
  const original = source[key];
  const tell = (problem: string) => `${locale}: "${key}" ${problem}`;
  if (original === undefined) return [tell('is unknown to the source')];
  if (message.trim() === '') return [tell('is empty')];
  const found = shapeOf(message);
  if ('fault' in found) return [tell(`is no ICU message: ${found.fault}`)];
  const expected = shapeOf(original);
  if ('fault' in expected) return [];
  const problems = shapeProblems(found, expected, locale);
  if (source !== target) {
    const isSame = message === original && /\p{L}/u.test(found.words);
    if (isSame && !maySame(key, locale, allowances)) problems.push('is left in English');
    if (allowances.tight.includes(key)) problems.push(...roomProblems(message, original));
  }
  return problems.map((problem) => tell(problem));
}

function shapeProblems(found: MessageShape, expected: MessageShape, locale: string): string[] {
  const takes = found.takes === expected.takes ? [] : [`takes {${found.takes}} instead of {${expected.takes}}`];
  const plurals = expected.plurals.some(isTellingApart) ? found.plurals : [];
  return [...takes, ...plurals.flatMap((given) => pluralProblems(given, locale))];
}

/** A plural that only names exact numbers chooses, and says nothing of grammar. */
function isTellingApart(categories: readonly string[]): boolean {
  return categories.some((category) => category !== 'other');
}

function pluralProblems(given: readonly string[], locale: string): string[] {
  const asked: readonly string[] = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  const missing = asked.filter((category) => !given.includes(category));
  const unknown = given.filter((category) => !asked.includes(category));
  return [
    ...(missing.length > 0 ? [`lacks the plural ${missing.join(', ')}`] : []),
    ...(unknown.length > 0 ? [`has a plural that its language has not: ${unknown.join(', ')}`] : []),
  ];
}

function maySame(key: string, locale: string, { sameWords }: Allowances): boolean {
  return sameWords.some(({ keys, locales }) => keys.includes(key) && (locales?.includes(locale) ?? true));
}

function roomProblems(message: string, original: string): string[] {
  const room = Math.max(TIGHT_ALWAYS_FITS, Math.ceil(lengthOf(original) * TIGHT_GROWTH));
  const length = lengthOf(message);
  return length > room ? [`has ${length} characters where ${room} fit`] : [];
}

/** Characters as a person counts them. */
function lengthOf(text: string): number {
  return [...new Intl.Segmenter().segment(text)].length;
}
