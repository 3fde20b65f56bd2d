import { createIntl, type IntlShape } from '@formatjs/intl';

import english from '../../resources/locales/en.json' with { type: 'json' };
import { speechOf, type Language, type LanguageChoice, type SystemLocale } from '../../src-shared/lib/language.ts';

type MessageId = keyof typeof english;
type Messages = Readonly<Record<MessageId, string>>;
type Load = () => Promise<{ readonly default: Messages }>;

/** The words of main, in the language that was chosen last. */
export type Words = {
  /** The message of an id. */
  readonly text: (id: MessageId) => string;
  /** Speaks as chosen once that catalogue is here; until then as before. Rejects where it can't be read. */
  readonly speak: (choice: LanguageChoice) => Promise<void>;
};

/** Each a file of its own, so that only the language that is spoken is read. */
const CATALOGUES: Readonly<Record<Exclude<Language, 'en'>, Load>> = {
  ru: () => import('../../resources/locales/ru.json'),
  es: () => import('../../resources/locales/es.json'),
  'pt-BR': () => import('../../resources/locales/pt-BR.json'),
  hi: () => import('../../resources/locales/hi.json'),
  id: () => import('../../resources/locales/id.json'),
};

/** Speaks English until something else is chosen. */
export function openWords(system: SystemLocale): Words {
  let spoken = intlOf('en', english);
  let chosen: LanguageChoice | null = null;
  return {
    text: (id) => spoken.formatMessage({ id }),
    speak: async (choice) => {
      chosen = choice;
      const { language, locale } = speechOf(choice, system);
      const messages = language === 'en' ? english : (await CATALOGUES[language]()).default;
      // Another may have been chosen while this one was read.
      if (chosen === choice) spoken = intlOf(locale, messages);
    },
  };
}

function intlOf(locale: string, messages: Messages): IntlShape {
  return createIntl({ locale, defaultLocale: 'en', messages: { ...messages }, onError: () => {} });
}
