import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { languageSchema, speechOf } from '../../src-shared/lib/language.ts';
import { englishText, openText } from '../text/open-text.ts';
import type { Text } from '../text/create-text.ts';
import { BrokenWindow } from './error-boundary.tsx';

function shown(text: Text): string {
  return renderToStaticMarkup(<BrokenWindow text={text} fault="cause of it" onReload={() => {}} />);
}

test('a window that breaks before it knows its language has English words', () => {
  const words = shown(englishText('de-DE', 'UTC'));
  expect(words).toContain('Something in this window broke');
  expect(words).toContain('Reload');
  expect(words).toContain('cause of it');
});

test.each(languageSchema.options)('a window that breaks has words in %s, not their names', async (language) => {
  const text = await openText(speechOf(language, { languages: [], formats: 'en-US' }), 'UTC');
  expect(shown(text)).not.toContain('broken.');
});
