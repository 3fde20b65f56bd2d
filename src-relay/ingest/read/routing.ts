import { z } from 'zod';

import type { WebhookEvent } from '../events/webhook-event.ts';
import { asOne, elementsOf, readOr, unread, type Change, type Element, type Loose } from './change.ts';
import { readSentContent } from './content.ts';
import { readMessage } from './message.ts';
import { isNobody, NO_CONTACTS, personOf, readContacts, type Contacts } from './parties.ts';
import { id, objectOrNulls, phone, requiredId, requiredSeconds, seconds, word, words } from './scalars.ts';
import { readStatus } from './statuses.ts';

const passSchema = objectOrNulls({
  previous_owner_role: word,
  new_owner_role: word,
  previous_owner_app_id: id,
  metadata: words,
  conversation_context: objectOrNulls({ type: word, summary: objectOrNulls({ text: words }) }),
});

const handoverSchema = z.object({
  sender: objectOrNulls({ phone_number: phone, user_id: id }),
  type: z.string(),
  timestamp: seconds,
  control_passed: passSchema,
  control_taken: passSchema,
});

/** The field `messaging_handovers` (facts §2.10): a conversation has another owner among several apps. */
export const readHandoversField = asOne((change) => {
  const handover = readOr(handoverSchema, change.value);
  if (handover === undefined) return [unread(change, { reason: 'unexpected_shape' })];
  const { type, sender, timestamp: at } = handover;
  if (type !== 'control_passed' && type !== 'control_taken') {
    return [unread(change, { reason: 'unknown_type', path: '.type', name: type })];
  }
  const { conversation_context: context, ...pass } = handover[type];
  return [
    {
      type: 'turn.passed',
      number: change.number,
      at,
      person: personOf({ userId: sender.user_id, phone: sender.phone_number }, NO_CONTACTS),
      means: type === 'control_passed' ? 'passed' : 'taken',
      from: pass.previous_owner_role,
      to: pass.new_owner_role,
      fromApp: pass.previous_owner_app_id,
      note: pass.metadata,
      summaryKind: context.type,
      summary: context.summary.text,
    },
  ];
});

const standbySchema = z.object({ standby: z.looseObject({}) });

/** The field `standby` (facts §2.10): copies for an app that does not own the conversation. */
export const readStandbyField = asOne((change) => {
  const standby: Loose | undefined = readOr(standbySchema, change.value)?.standby;
  if (standby === undefined) return [unread(change, { reason: 'unexpected_shape' })];
  const contacts = readContacts(standby['contacts'] ?? change.value['contacts']);
  const messages = elementsOf(standby, 'messages', '.standby');
  const statuses = elementsOf(standby, 'statuses', '.standby');
  return [
    ...messages.flatMap((element) => readMessage(element, { change, contacts, author: 'customer' }).map(copied)),
    ...elementsOf(standby, 'message_echoes', '.standby').flatMap((element) => readSent(element, { change, contacts })),
    ...statuses.map((element) => copied(readStatus(element, { change, contacts }))),
  ];
});

type Copy = ReturnType<typeof readMessage>[number];

function copied(copy: Copy): WebhookEvent {
  return copy.type === 'unrecognised' ? copy : { type: 'standby.copied', number: copy.number, copy };
}

const sentSchema = z.object({
  id: requiredId,
  timestamp: requiredSeconds,
  message: z.looseObject({ type: z.string().default('text'), to: phone, recipient: id }),
});

function readSent(
  { raw, path }: Element,
  { change, contacts }: { change: Change; contacts: Contacts },
): WebhookEvent[] {
  const sent = readOr(sentSchema, raw);
  if (sent === undefined) return [unread(change, { reason: 'unexpected_shape', path })];
  const { id: messageId, timestamp: at, message } = sent;
  const person = personOf({ userId: message.recipient, phone: message.to }, contacts);
  if (isNobody(person)) return [unread(change, { reason: 'no_person', path, name: message.type })];
  const { content, doubt } = readSentContent(message.type, message);
  const event: WebhookEvent = { type: 'standby.sent', number: change.number, at, id: messageId, person, content };
  return doubt === null ? [event] : [event, unread(change, { ...doubt, path })];
}
