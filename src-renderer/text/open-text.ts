import { speechOf, type Language, type Speech } from '../../src-shared/lib/language.ts';
import { createText, type Text } from './create-text.ts';
import { ENGLISH, type Messages } from './message-key.ts';

type Load = () => Promise<{ readonly default: Messages }>;

/** Each a file of its own, so that only the language that is spoken is read. English is always here. */
const CATALOGUES: Readonly<Record<Exclude<Language, 'en'>, Load>> = {
  ru: () => import('../../resources/locales/ru.json'),
  es: () => import('../../resources/locales/es.json'),
  'pt-BR': () => import('../../resources/locales/pt-BR.json'),
  hi: () => import('../../resources/locales/hi.json'),
  id: () => import('../../resources/locales/id.json'),
};

/** The words of a language; the English ones where its catalogue can't be read, so that a window always has words. */
export async function openText(speech: Speech, timeZone: string): Promise<Text> {
  const { language, locale } = speech;
  if (language === 'en') return createText({ speech, messages: ENGLISH, timeZone });
  try {
    const { default: messages } = await CATALOGUES[language]();
    return createText({ speech, messages, timeZone });
  } catch (error) {
    reportError(error);
    return englishText(locale, timeZone);
  }
}

/** English words, with the formats of that locale (BCP 47). */
export function englishText(formats: string, timeZone: string): Text {
  return createText({ speech: speechOf('en', { languages: [], formats }), messages: ENGLISH, timeZone });
}
