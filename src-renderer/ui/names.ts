import type { PersonId } from '../../src-shared/domain/ids.ts';
import type { Message } from '../../src-shared/domain/message.ts';
import type { Person } from '../../src-shared/domain/person.ts';
import type { Text } from '../text/create-text.ts';

const SOMETHING_TO_SEE = /[^\s\p{C}]/u;

/** Names of colleagues, and which of them sits here. */
export type Colleagues = {
  readonly self: PersonId | null;
  readonly nameOf: (person: PersonId) => string | null;
};

export function colleaguesOf(people: readonly Person[], self: PersonId | null): Colleagues {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return { self, nameOf: (person) => names.get(person) ?? null };
}

/** The name a contact is shown by: their own unless it is blank, else the number, else a word. */
export function contactName(
  contact: { readonly name: string | null; readonly phone: string | null },
  text: Text,
): string {
  const name = contact.name !== null && SOMETHING_TO_SEE.test(contact.name) ? contact.name : null;
  return name ?? contact.phone ?? text.t('contact.unknown');
}

/** {@link authorName} for a narrow place: the first name of a colleague, "Bot" for every bot. */
export function shortAuthorName(message: Message, colleagues: Colleagues, text: Text): string {
  if (message.origin === 'bot') return text.t('origin.bot');
  const [first = ''] = authorName(message, colleagues, text).split(' ');
  return first;
}

/** Who wrote a message for the business: "You", a colleague's or bot's name, "Phone". */
export function authorName(message: Message, colleagues: Colleagues, { t }: Text): string {
  if (message.origin === 'phone') return t('origin.phone.short');
  if (message.person !== null && message.person === colleagues.self) return t('origin.you');
  const name = message.person === null ? null : colleagues.nameOf(message.person);
  return name ?? t(message.origin === 'bot' ? 'origin.bot' : 'origin.agent');
}
