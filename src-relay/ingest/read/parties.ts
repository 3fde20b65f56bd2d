import { z } from 'zod';

import type { Person } from '../events/shared-shapes.ts';
import { id, listOf, objectOrNulls, phone, username, words } from './scalars.ts';

const contactSchema = z
  .object({
    wa_id: phone,
    user_id: id,
    parent_user_id: id,
    identity_key_hash: words,
    profile: objectOrNulls({ name: words, username }),
  })
  .transform((contact): Person => ({
    userId: contact.user_id,
    parentUserId: contact.parent_user_id,
    phone: contact.wa_id,
    username: contact.profile.username,
    name: contact.profile.name,
    identityHash: contact.identity_key_hash,
  }));

const contactList = listOf(contactSchema);

/** The `contacts` of a change, each read once. */
export type Contacts = {
  readonly byUserId: ReadonlyMap<string, Person>;
  readonly byPhone: ReadonlyMap<string, Person>;
};

export function readContacts(list: unknown): Contacts {
  const byUserId = new Map<string, Person>();
  const byPhone = new Map<string, Person>();
  for (const person of contactList.parse(list)) {
    if (person.userId !== null && !byUserId.has(person.userId)) byUserId.set(person.userId, person);
    if (person.phone !== null && !byPhone.has(person.phone)) byPhone.set(person.phone, person);
  }
  return { byUserId, byPhone };
}

/** What a message itself says of a person. */
export type Ids = Pick<Person, 'userId' | 'phone'> & Partial<Omit<Person, 'userId' | 'phone'>>;

/** Completes a person from the contacts: found by user id, then by phone, never by place in the list (facts §2.1). */
export function personOf(ids: Ids, contacts: Contacts): Person {
  const { userId, phone: number } = ids;
  const found =
    (userId === null ? undefined : contacts.byUserId.get(userId)) ??
    (number === null ? undefined : contacts.byPhone.get(number));
  const said = (what: keyof Person) => ids[what] ?? found?.[what] ?? null;
  return {
    userId: said('userId'),
    parentUserId: said('parentUserId'),
    phone: said('phone'),
    username: said('username'),
    name: said('name'),
    identityHash: said('identityHash'),
  };
}

/** For places where no contacts can stand. */
export const NO_CONTACTS: Contacts = readContacts([]);

export function isNobody({ userId, phone: number }: Ids): boolean {
  return userId === null && number === null;
}
