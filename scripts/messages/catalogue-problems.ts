import { parse, TYPE, type MessageFormatElement } from '@formatjs/icu-messageformat-parser';

export type Catalogue = Readonly<Record<string, string>>;
export type SourceFile = { readonly path: string; readonly text: string };

const ANY_LITERAL = /'([^'\\\n]*)'|"([^"\\\n]*)"|`([^`$\\]+)`/g;
const ASKED_FOR = /(?:\bt\(\s*|<Text\b[^>]*?\bid=\{?)(?:'([^'\n]+)'|"([^"\n]+)")/g;

function literals(pattern: RegExp, text: string): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

function argumentsOf(elements: readonly MessageFormatElement[], found: Set<string>): Set<string> {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    const kind = element.type === TYPE.tag ? 'tag' : TYPE[element.type];
    found.add(`${element.value}: ${kind}`);
    if (element.type === TYPE.tag) argumentsOf(element.children, found);
    if (element.type === TYPE.select || element.type === TYPE.plural) {
      for (const option of Object.values(element.options)) argumentsOf(option.value, found);
    }
  }
  return found;
}

/** The arguments of a message in a comparable form, or what its parser said against it. */
function readMessage(message: string): { args: string } | { fault: string } {
  try {
    return { args: [...argumentsOf(parse(message), new Set())].toSorted().join(', ') };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function usageProblems(catalogue: Catalogue, sources: readonly SourceFile[]): string[] {
  const used = new Set(sources.flatMap((source) => literals(ANY_LITERAL, source.text)));
  const unused = Object.keys(catalogue).filter((key) => !used.has(key));
  const missing = sources.flatMap((source) =>
    literals(ASKED_FOR, source.text)
      .filter((key) => !Object.hasOwn(catalogue, key))
      .map((key) => `${source.path} asks for "${key}", which the catalogue lacks`),
  );
  return [...missing, ...unused.map((key) => `"${key}" is used nowhere`)];
}

function translationProblems(locale: string, source: Catalogue, target: Catalogue): string[] {
  const problems = Object.keys(source)
    .filter((key) => !Object.hasOwn(target, key))
    .map((key) => `${locale}: "${key}" is not translated`);
  for (const [key, message] of Object.entries(target)) {
    const original = source[key];
    const found = readMessage(message);
    if ('fault' in found) problems.push(`${locale}: "${key}" is no ICU message: ${found.fault}`);
    else if (original === undefined) problems.push(`${locale}: "${key}" is unknown to the source`);
    else {
      const expected = readMessage(original);
      if ('args' in expected && expected.args !== found.args) {
        problems.push(`${locale}: "${key}" takes {${found.args}} instead of {${expected.args}}`);
      }
    }
  }
  return problems;
}

/** What is wrong with the catalogues, one sentence each; the source locale is `en`. */
export function catalogueProblems(
  catalogues: Readonly<Record<string, Catalogue>>,
  sources: readonly SourceFile[],
): string[] {
  const { en = {}, ...translations } = catalogues;
  return [
    ...translationProblems('en', en, en),
    ...usageProblems(en, sources),
    ...Object.entries(translations).flatMap(([locale, target]) => translationProblems(locale, en, target)),
  ];
}
