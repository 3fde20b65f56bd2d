import { elementsOf, unread, type Change, type Loose, type ReadField, type Reading } from './change.ts';
import { failures } from './failures.ts';
import { readMessage, type Author } from './message.ts';
import { readContacts, type Contacts } from './parties.ts';
import { readStatus } from './statuses.ts';

/** The field `messages` (facts §2.1, §2.2): what customers write, how far our messages came, troubles of the number. */
export const readMessagesField: ReadField = (change) => {
  const {
    messaging_product: _,
    metadata: __,
    contacts,
    messages: ___,
    statuses: ____,
    errors: _____,
    user_actions,
    ...rest
  } = change.value;
  const known = readContacts(contacts);
  return [
    ...messageReadings(change, { key: 'messages', author: 'customer', contacts: known }),
    ...elementsOf(change.value, 'statuses').map((element) => ({
      raw: element.raw,
      events: [readStatus(element, { change, contacts: known })],
    })),
    ...troubles(change),
    ...(user_actions === undefined ? [] : [notice(change, 'user_actions')]),
    ...unknownRest(change, rest),
  ];
};

/** The field `smb_message_echoes` (facts §2.3): what the owner writes on the phone. */
export const readEchoesField: ReadField = (change) => {
  const { messaging_product: _, metadata: __, contacts, message_echoes: ___, errors: ____, ...rest } = change.value;
  return [
    ...messageReadings(change, { key: 'message_echoes', author: 'phone', contacts: readContacts(contacts) }),
    ...troubles(change),
    ...unknownRest(change, rest),
  ];
};

type List = { readonly key: string; readonly author: Author; readonly contacts: Contacts };

function messageReadings(change: Change, { key, author, contacts }: List): readonly Reading[] {
  return elementsOf(change.value, key).map((element) => ({
    raw: element.raw,
    events: readMessage(element, { change, contacts, author }),
  }));
}

/** `value.errors`: trouble that belongs to no message. */
export function troubles(change: Change): readonly Reading[] {
  const { errors } = change.value;
  if (errors === undefined || errors === null) return [];
  const read = failures.parse(errors);
  const { number, account, at, field } = change;
  const event =
    read.length > 0
      ? ({ type: 'provider.failed', number, account, at, field, failures: read } as const)
      : unread(change, { reason: 'unexpected_shape', path: '.errors' });
  return [{ raw: errors, events: [event] }];
}

function notice(change: Change, name: string): Reading {
  const { number, account, at, field } = change;
  return { raw: change.value[name], events: [{ type: 'provider.notice', number, account, at, field, name }] };
}

function unknownRest(change: Change, rest: Loose): readonly Reading[] {
  const names = Object.keys(rest);
  if (names.length === 0) return [];
  return [{ raw: rest, events: names.map((name) => unread(change, { reason: 'unknown_content', name })) }];
}
