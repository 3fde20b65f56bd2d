import { z } from 'zod';

import type { WebhookEvent } from '../events/webhook-event.ts';
import { asOne, elementsOf, readOr, unread, type Change, type Element } from './change.ts';
import { isNobody, NO_CONTACTS, personOf, readContacts, type Contacts } from './parties.ts';
import { id, objectOrNulls, orNull, phone, seconds, username, word, words } from './scalars.ts';

const syncedSchema = z.object({
  type: word,
  action: word,
  contact: z.object({ full_name: words, first_name: words, phone_number: phone, user_id: id, username }),
  metadata: objectOrNulls({ timestamp: seconds }),
});

/** The field `smb_app_state_sync` (facts §2.4): the address book of the phone. */
export const readContactsSyncField = asOne((change) =>
  elementsOf(change.value, 'state_sync').map((element) => readSynced(element, change)),
);

function readSynced({ raw, path }: Element, change: Change): WebhookEvent {
  const kind = readOr(z.object({ type: word }), raw)?.type ?? null;
  if (kind !== null && kind !== 'contact') return unread(change, { reason: 'unknown_type', path, name: kind });
  const synced = readOr(syncedSchema, raw);
  if (synced === undefined) return unread(change, { reason: 'unexpected_shape', path });
  const { action, contact, metadata } = synced;
  const person = personOf(
    {
      userId: contact.user_id,
      phone: contact.phone_number,
      username: contact.username,
      name: contact.full_name,
    },
    NO_CONTACTS,
  );
  if (isNobody(person)) return unread(change, { reason: 'no_person', path });
  const what = { number: change.number, at: metadata.timestamp, person };
  if (action === 'remove') return { type: 'contact.removed', ...what };
  // No `edit` was ever seen, and a changed contact comes as `add`: an edit could mean nothing else.
  if (action === 'add' || action === 'edit') return { type: 'contact.saved', ...what, firstName: contact.first_name };
  return unread(change, { reason: 'unknown_type', path, name: action });
}

const preferenceSchema = z.object({
  wa_id: phone,
  user_id: id,
  parent_user_id: id,
  detail: words,
  category: word,
  value: z.string(),
  timestamp: seconds,
});

/** The field `user_preferences` (facts §2.7): a customer stops or resumes marketing. */
export const readPreferencesField = asOne((change) => {
  const contacts = readContacts(change.value['contacts']);
  return elementsOf(change.value, 'user_preferences').map((element) => readPreference(element, { change, contacts }));
});

type Task = { readonly change: Change; readonly contacts: Contacts };

function readPreference({ raw, path }: Element, { change, contacts }: Task): WebhookEvent {
  const preference = readOr(preferenceSchema, raw);
  if (preference === undefined) return unread(change, { reason: 'unexpected_shape', path });
  const { wa_id: number, user_id: userId, parent_user_id: parentUserId } = preference;
  const person = personOf({ userId, parentUserId, phone: number }, contacts);
  if (isNobody(person)) return unread(change, { reason: 'no_person', path });
  return {
    type: 'contact.preference',
    number: change.number,
    at: preference.timestamp,
    person,
    category: preference.category,
    choice: preference.value.toLowerCase(),
    note: preference.detail,
  };
}

const idChangeSchema = z.object({ previous: id, current: id });
const idUpdateSchema = z.object({
  wa_id: phone,
  detail: words,
  user_id: idChangeSchema,
  parent_user_id: orNull(idChangeSchema),
  timestamp: seconds,
});

/** The field `user_id_update` (facts §3.5): documented, though the same comes as a system message. */
export const readUserIdUpdateField = asOne((change) => {
  const contacts = readContacts(change.value['contacts']);
  return elementsOf(change.value, 'user_id_update').map((element) => readIdUpdate(element, { change, contacts }));
});

function readIdUpdate({ raw, path }: Element, { change, contacts }: Task): WebhookEvent {
  const update = readOr(idUpdateSchema, raw);
  if (update === undefined) return unread(change, { reason: 'unexpected_shape', path });
  const { user_id: userId, parent_user_id: parent } = update;
  const before = personOf(
    { userId: userId.previous, parentUserId: parent?.previous ?? null, phone: update.wa_id },
    NO_CONTACTS,
  );
  const after = personOf(
    { userId: userId.current, parentUserId: parent?.current ?? null, phone: update.wa_id },
    contacts,
  );
  if (isNobody(before) || isNobody(after)) return unread(change, { reason: 'no_person', path });
  return {
    type: 'contact.moved',
    number: change.number,
    at: update.timestamp,
    id: null,
    change: 'user_id',
    before,
    after,
    note: update.detail,
  };
}
