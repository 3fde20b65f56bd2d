import { z } from 'zod';

import type { WebhookEvent } from '../events/webhook-event.ts';
import { asOne, elementsOf, readOr, unread, type Change, type Element } from './change.ts';
import { troubles } from './messages.ts';
import { personOf, readContacts, type Contacts } from './parties.ts';
import { decimal, id, phone, requiredId, seconds, texts, word, words } from './scalars.ts';

const callSchema = z.object({
  id: requiredId,
  event: z.string(),
  timestamp: seconds,
  direction: word,
  from: phone,
  from_user_id: id,
  to: phone,
  to_user_id: id,
  // Samples show a word, a list of one, and both with capitals (facts §2.8).
  status: texts,
  start_time: seconds,
  end_time: seconds,
  duration: decimal,
  biz_opaque_callback_data: words,
});

const callStatusSchema = z.object({
  id: requiredId,
  status: z.string(),
  timestamp: seconds,
  recipient_id: phone,
  recipient_user_id: id,
});

type Task = { readonly change: Change; readonly contacts: Contacts };

/** The field `calls` (facts §2.8). Coexistence leaves calls on the phone, so none are expected. */
export const readCallsField = asOne((change) => {
  const task = { change, contacts: readContacts(change.value['contacts']) };
  return [
    ...elementsOf(change.value, 'calls').map((element) => readCall(element, task)),
    ...elementsOf(change.value, 'statuses').map((element) => readCallStatus(element, task)),
    ...troubles(change).flatMap(({ events }) => events),
  ];
});

const DIRECTIONS: ReadonlyMap<string | null, 'inbound' | 'outbound'> = new Map([
  ['user_initiated', 'inbound'],
  ['business_initiated', 'outbound'],
]);

function readCall({ raw, path }: Element, { change, contacts }: Task): WebhookEvent {
  const call = readOr(callSchema, raw);
  if (call === undefined) return unread(change, { reason: 'unexpected_shape', path });
  const direction = DIRECTIONS.get(call.direction) ?? null;
  const isOurs =
    direction === 'outbound' || (direction === null && call.from !== null && call.from === change.ownPhone);
  const person = isOurs
    ? personOf({ userId: call.to_user_id, phone: call.to }, contacts)
    : personOf({ userId: call.from_user_id, phone: call.from }, contacts);
  return {
    type: 'call.changed',
    number: change.number,
    at: call.timestamp,
    id: call.id,
    change: call.event.toLowerCase(),
    direction,
    person,
    outcome: call.status[0]?.toLowerCase() ?? null,
    startedAt: call.start_time,
    endedAt: call.end_time,
    seconds: call.duration,
    callbackData: call.biz_opaque_callback_data,
  };
}

function readCallStatus({ raw, path }: Element, { change, contacts }: Task): WebhookEvent {
  const status = readOr(callStatusSchema, raw);
  if (status === undefined) return unread(change, { reason: 'unexpected_shape', path });
  return {
    type: 'call.status',
    number: change.number,
    at: status.timestamp,
    id: status.id,
    status: status.status.toLowerCase(),
    person: personOf({ userId: status.recipient_user_id, phone: status.recipient_id }, contacts),
  };
}
