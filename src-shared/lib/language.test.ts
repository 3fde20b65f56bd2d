import { expect, test } from 'vitest';
import { speechOf, type LanguageChoice } from './language.ts';

function speech(choice: LanguageChoice, languages: readonly string[], formats: string) {
  return speechOf(choice, { languages, formats });
}

test.each([
  [['pt-BR'], 'pt-BR'],
  [['pt-PT'], 'pt-BR'],
  [['es-419', 'en'], 'es'],
  [['in'], 'id'],
  [['hi-Latn-IN'], 'hi'],
  [['zh-TW', 'ru'], 'ru'],
  [['de-AT', 'fr'], 'en'],
  [['no tag', 'en-US@posix', ''], 'en'],
  [[], 'en'],
])('a system that wants %j is spoken to in %s', (languages, language) => {
  expect(speech('system', languages, 'en-GB').language).toBe(language);
});

test('who chose a language gets it, whatever the system', () => {
  expect(speech('hi', ['ru'], 'ru-RU').language).toBe('hi');
});

test.each([
  ['en', 'en-IN', 'en-IN'],
  ['hi', 'en-IN', 'hi-IN'],
  ['pt-BR', 'pt-PT', 'pt-PT'],
  ['ru', 'de-AT', 'ru-AT'],
  ['es', 'es-MX', 'es-MX'],
  ['pt-BR', 'und', 'pt-BR'],
  ['ru', 'en-US@posix', 'ru'],
] as const)('words in %s on a system of %s have the formats of %s', (choice, formats, locale) => {
  expect(speech(choice, [], formats).locale).toBe(locale);
});

test.each([
  ['ru', 'en-US', 'h12'],
  ['en', 'ru-RU', 'h23'],
  ['hi', 'hi-IN', 'h12'],
  ['es', 'en-US@posix', 'h23'],
] as const)('in %s on a system of %s the clock is %s', (choice, formats, hourCycle) => {
  expect(speech(choice, [], formats).hourCycle).toBe(hourCycle);
});
