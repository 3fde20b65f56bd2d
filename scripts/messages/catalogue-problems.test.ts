import { expect, test } from 'vitest';
import { catalogueProblems } from './catalogue-problems.ts';

const source = (text: string) => [{ path: 'a.tsx', text }];

test('a catalogue that the code uses whole has no problems', () => {
  const en = { 'list.title': 'Inbox', 'list.count': '{count, plural, one {# new} other {# new}}' };
  const code = source(`t('list.count', { count }); <Text id="list.title" />`);
  expect(catalogueProblems({ en }, code)).toEqual([]);
});

test('an empty string before a key on its line does not hide it', () => {
  const en = { 'a.label': 'Label' };
  expect(catalogueProblems({ en }, source(`<Button className={style ?? ''} label={words['a.label']} />`))).toEqual([]);
});

test('keys that are missing, unused or no ICU are told apart', () => {
  const en = { 'a.used': 'ok', 'a.unused': 'never', 'a.broken': '{count, plural, one {' };
  const code = source(`t('a.used'); t('a.missing'); const key: MessageKey = "a.broken";`);
  expect(catalogueProblems({ en }, code)).toEqual([
    'en: "a.broken" is no ICU message: EXPECT_ARGUMENT_CLOSING_BRACE',
    'a.tsx asks for "a.missing", which the catalogue lacks',
    '"a.unused" is used nowhere',
  ]);
});

test('a translation has the keys and arguments of the source', () => {
  const en = { 'a.hello': 'Hello {name}', 'a.bye': 'Bye' };
  const de = { 'a.hello': 'Hallo {vorname}', 'a.extra': 'Mehr' };
  expect(catalogueProblems({ en, de }, source(`t('a.hello'); t('a.bye')`))).toEqual([
    'de: "a.bye" is not translated',
    'de: "a.hello" takes {vorname: argument} instead of {name: argument}',
    'de: "a.extra" is unknown to the source',
  ]);
});
