import { expect, test } from 'vitest';
import type { Allowances } from './allowances.ts';
import { catalogueProblems } from './catalogue-problems.ts';
import type { Catalogue } from './translation-problems.ts';

const NONE: Allowances = { sameWords: [], tight: [] };
const ENGLISH = {
  'a.title': 'Inbox',
  'a.count': '{count, plural, one {# new} other {# new}}',
  'a.hello': 'Hello <b>{name}</b>',
};
const RUSSIAN = {
  'a.title': 'Входящие',
  'a.count': '{count, plural, one {# новое} few {# новых} many {# новых} other {# нового}}',
  'a.hello': 'Привет, <b>{name}</b>',
};

const sourceOf = (text: string) => [{ path: 'a.tsx', text }];

/** The faults of code alone. */
function codeProblems(en: Catalogue, code: string): string[] {
  return catalogueProblems({ catalogues: { en }, sources: sourceOf(code), allowances: NONE });
}

/** The faults of Russian words, some of them changed, beside English ones that the code uses whole. */
function russianProblems(change: Catalogue, allowances = NONE): string[] {
  const code = Object.keys(ENGLISH).map((key) => `t('${key}');`);
  return catalogueProblems({
    catalogues: { en: ENGLISH, ru: { ...RUSSIAN, ...change } },
    sources: sourceOf(code.join('\n')),
    allowances,
  });
}

/** Lets the title stay English in that language. */
function allowed(locale: string): Allowances {
  return { tight: [], sameWords: [{ because: 'the word was taken over', locales: [locale], keys: ['a.title'] }] };
}

test('a catalogue that the code uses whole has no problems', () => {
  expect(codeProblems(ENGLISH, `t('a.title'); x.t("a.count", { count }); <B label={words['a.hello']} />`)).toEqual([]);
});

test('keys that are missing, unused or no ICU are told apart', () => {
  const en = { 'a.used': 'ok', 'a.unused': 'never', 'a.broken': '{count, plural, one {' };
  expect(codeProblems(en, `t('a.used'); text.t('a.missing'); const key: MessageKey = "a.broken";`)).toEqual([
    'a.tsx asks for "a.missing", which the catalogue lacks',
    '"a.unused" is used nowhere',
    'en: "a.broken" is no ICU message: EXPECT_ARGUMENT_CLOSING_BRACE',
  ]);
});

test.each([
  ['between two texts of backticks', "const a = `one`; t('a.label'); const b = `two ${a}`;"],
  ['after an empty text on its line', "<Button className={style ?? ''} label={words['a.label']} />"],
  ['after an apostrophe in a comment', "// it's\nt('a.label');"],
  ['in backticks itself', 't(`a.label`);'],
  ['as an attribute', '<Words id="a.label" />'],
])('a key is seen %s', (_where, code) => {
  expect(codeProblems({ 'a.label': 'Label' }, code)).toEqual([]);
});

test('a key in a comment is not used', () => {
  expect(codeProblems({ 'a.label': 'Label' }, "// t('a.label')")).toEqual(['"a.label" is used nowhere']);
});

test('a good translation has no problems', () => {
  expect(russianProblems({})).toEqual([]);
});

test('a translation has exactly the keys of the source', () => {
  const { 'a.title': _left, ...rest } = RUSSIAN;
  const code = sourceOf("t('a.title'); t('a.count'); t('a.hello')");
  const catalogues = { en: ENGLISH, ru: { ...rest, 'a.extra': 'Ещё' } };
  expect(catalogueProblems({ catalogues, sources: code, allowances: NONE })).toEqual([
    'ru: "a.title" is not translated',
    'ru: "a.extra" is unknown to the source',
  ]);
});

test.each([
  [{ 'a.hello': 'Привет, <b>{имя}</b>' }, 'takes {b: tag, имя: argument} instead of {b: tag, name: argument}'],
  [{ 'a.hello': 'Привет, {name}' }, 'takes {name: argument} instead of {b: tag, name: argument}'],
  [{ 'a.count': '{count, plural, one {# новое} other {# новых}}' }, 'lacks the plural few, many'],
  [{ 'a.count': '{count, plural, other {# новых}}' }, 'lacks the plural one, few, many'],
  [
    { 'a.count': '{count, plural, one {#} two {#} few {#} many {#} other {#}}' },
    'has a plural that its language has not: two',
  ],
  [{ 'a.title': ' ' }, 'is empty'],
  [{ 'a.title': 'Inbox' }, 'is left in English'],
])('%j: %s', (change, problem) => {
  const [key = ''] = Object.keys(change);
  expect(russianProblems(change)).toEqual([`ru: "${key}" ${problem}`]);
});

test('English too has the plurals of its language', () => {
  expect(codeProblems({ 'a.count': '{count, plural, one {#} few {#} other {#}}' }, "t('a.count')")).toEqual([
    'en: "a.count" has a plural that its language has not: few',
  ]);
});

test('a plural that only names a number chooses, and needs no more', () => {
  expect(codeProblems({ 'a.count': '{count, plural, =0 {None} other {Some}}' }, "t('a.count')")).toEqual([]);
});

test('words may stay English where that is allowed for the language', () => {
  expect(russianProblems({ 'a.title': 'Inbox' }, allowed('ru'))).toEqual([]);
  expect(russianProblems({ 'a.title': 'Inbox' }, allowed('id'))).toEqual(['ru: "a.title" is left in English']);
});

test('the words of a button have only so much room', () => {
  const tight = { sameWords: [], tight: ['a.title'] };
  expect(russianProblems({ 'a.title': 'Всё входящее' }, tight)).toEqual([]);
  expect(russianProblems({ 'a.title': 'Все входящие сообщения' }, tight)).toEqual([
    'ru: "a.title" has 22 characters where 14 fit',
  ]);
});

test('characters are counted as a person does', () => {
  const tight = { sameWords: [], tight: ['a.title'] };
  expect(russianProblems({ 'a.title': 'हिन्दी बातचीत क्षेत्र' }, tight)).toEqual([]);
});

test('an allowance for a text that is gone is told', () => {
  expect(russianProblems({}, { sameWords: [], tight: ['a.gone'] })).toEqual([
    'an allowance names "a.gone", which is gone',
  ]);
});
