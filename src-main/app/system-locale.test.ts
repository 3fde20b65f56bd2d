import { expect, test } from 'vitest';

import { systemLocaleOf } from './system-locale.ts';

function systemOf(preferred: string[], formats: string, own: string) {
  return systemLocaleOf({
    getPreferredSystemLanguages: () => preferred,
    getSystemLocale: () => formats,
    getLocale: () => own,
  });
}

test('languages and formats are those of the system', () => {
  expect(systemOf(['hi-IN', 'en'], 'en-IN', 'en-GB')).toEqual({ languages: ['hi-IN', 'en'], formats: 'en-IN' });
});

test.each(['und', 'en-US@posix', ''])('a bare system of %j is what Chromium takes it for', (formats) => {
  expect(systemOf([], formats, 'en-US')).toEqual({ languages: ['en-US'], formats: 'en-US' });
});
