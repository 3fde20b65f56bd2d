import { z } from 'zod';

import type { Person } from '../events/shared-shapes.ts';
import { readOr, unread, type Change } from './change.ts';
import type { Frame, MessageReading } from './message.ts';
import { isNobody, NO_CONTACTS, personOf, type Contacts } from './parties.ts';
import { id, phone, words } from './scalars.ts';

/** Older payloads name the new number `new_wa_id` and the old one `customer` (facts §3.5). */
const systemSchema = z.object({
  system: z.object({
    type: z.string(),
    body: words,
    wa_id: phone,
    new_wa_id: phone,
    customer: phone,
    user_id: id,
    parent_user_id: id,
    previous_user_id: id,
    previous_parent_user_id: id,
  }),
});
type System = z.infer<typeof systemSchema>['system'];

const CHANGES: ReadonlyMap<string, 'phone' | 'user_id'> = new Map([
  ['user_changed_number', 'phone'],
  ['customer_changed_number', 'phone'],
  ['user_changed_user_id', 'user_id'],
]);

type Place = { readonly change: Change; readonly contacts: Contacts; readonly path: string };

/** Reads what the provider itself says in a conversation: the customer's identity is another one. Never throws. */
export function readSystemMessage(frame: Frame, { change, contacts, path }: Place): MessageReading {
  const system = readOr(systemSchema, frame)?.system;
  if (system === undefined) return [unread(change, { reason: 'unexpected_shape', path, name: 'system' })];
  const what = { number: change.number, at: frame.timestamp, id: frame.id };
  const before = beforeOf(frame, system);
  const after = personOf(
    { userId: system.user_id, parentUserId: system.parent_user_id, phone: system.wa_id ?? system.new_wa_id },
    NO_CONTACTS,
  );
  const moved = CHANGES.get(system.type);
  if (moved !== undefined) {
    if (isNobody(before) && isNobody(after)) return [unread(change, { reason: 'no_person', path, name: system.type })];
    return [{ type: 'contact.moved', ...what, change: moved, before, after, note: system.body }];
  }
  if (system.type !== 'customer_identity_changed') {
    return [unread(change, { reason: 'unknown_type', path, name: `system/${system.type}` })];
  }
  const person = personOf(
    { userId: frame.from_user_id ?? system.user_id, phone: before.phone ?? after.phone },
    contacts,
  );
  if (isNobody(person)) return [unread(change, { reason: 'no_person', path, name: system.type })];
  return [{ type: 'contact.identity', ...what, person, note: system.body }];
}

/** `from` is the old number (facts §3.5); whether `from_user_id` is the old id or the new one is not said. */
function beforeOf(frame: Frame, system: System): Person {
  const sender = frame.from_user_id === system.user_id ? null : frame.from_user_id;
  return personOf(
    {
      userId: system.previous_user_id ?? sender,
      parentUserId: system.previous_parent_user_id,
      phone: frame.from ?? system.customer,
    },
    NO_CONTACTS,
  );
}
