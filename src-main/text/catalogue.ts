import { createIntl } from '@formatjs/intl';

import english from '../../resources/locales/en.json' with { type: 'json' };

type MessageId = keyof typeof english;
export type Text = (id: MessageId) => string;

/** The words of main: gives the message of an id, formatted for `locale` (BCP 47). */
export function openCatalogue(locale: string): Text {
  const intl = createIntl({ locale, defaultLocale: 'en', messages: english, onError: () => {} });
  return (id) => intl.formatMessage({ id });
}
