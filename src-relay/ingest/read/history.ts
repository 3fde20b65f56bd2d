import { z } from 'zod';

import type { MessageEvent, MessageImported } from '../events/message-events.ts';
import type { Person } from '../events/shared-shapes.ts';
import type { Unrecognised } from '../events/unrecognised.ts';
import type { WebhookEvent } from '../events/webhook-event.ts';
import { asOne, elementsOf, readOr, unread, type Change, type Element } from './change.ts';
import { failures } from './failures.ts';
import { readMessage, type Author } from './message.ts';
import { troubles } from './messages.ts';
import { isNobody, personOf, readContacts, type Contacts } from './parties.ts';
import { decimal, flag, id, integer, objectOrNulls, orNull, phone, username, word } from './scalars.ts';

/** The owner did not agree to share the past conversations (facts §2.5). */
const NOT_SHARED = 2_593_109;

/**
 * The field `history` (facts §2.5): threads of the past in chunks, media that follow later, or the word that nothing
 * is shared.
 */
export const readHistoryField = asOne((change) => {
  const contacts = readContacts(change.value['contacts']);
  const late = [
    ...elementsOf(change.value, 'messages').map((element) => ({ element, author: 'customer' as const })),
    ...elementsOf(change.value, 'message_echoes').map((element) => ({ element, author: 'phone' as const })),
  ];
  return [
    ...elementsOf(change.value, 'history').flatMap((chunk) => readChunk(chunk, { change, contacts })),
    ...late.flatMap(({ element, author }) => readImported(element, { change, contacts, author })),
    ...troubles(change).flatMap(({ events }) => events),
  ];
});

type Task = { readonly change: Change; readonly contacts: Contacts };

const chunkSchema = z.looseObject({
  metadata: orNull(z.object({ phase: integer, chunk_order: integer, progress: decimal })),
  errors: failures,
});

function readChunk({ raw, path }: Element, task: Task): readonly WebhookEvent[] {
  const { change } = task;
  const { number, account, at, field } = change;
  const chunk = readOr(chunkSchema, raw);
  if (chunk === undefined) return [unread(change, { reason: 'unexpected_shape', path })];
  const events: WebhookEvent[] = [];
  if (chunk.errors.length > 0) {
    const isDeclined = chunk.errors.some(({ code }) => code === NOT_SHARED);
    events.push(
      isDeclined
        ? { type: 'history.declined', number, failures: chunk.errors }
        : { type: 'provider.failed', number, account, at, field, failures: chunk.errors },
    );
  }
  if (chunk.metadata !== null) {
    const { phase, chunk_order: order, progress } = chunk.metadata;
    events.push({ type: 'history.progressed', number, phase, chunk: order, progress });
  }
  for (const thread of elementsOf(chunk, 'threads', path)) events.push(...readThread(thread, task));
  return events.length > 0 ? events : [unread(change, { reason: 'unexpected_shape', path })];
}

const threadSchema = z.looseObject({
  id: phone,
  context: objectOrNulls({ wa_id: phone, user_id: id, username }),
});

function readThread({ raw, path }: Element, task: Task): readonly WebhookEvent[] {
  const thread = readOr(threadSchema, raw);
  if (thread === undefined) return [unread(task.change, { reason: 'unexpected_shape', path })];
  const { context } = thread;
  const person = personOf(
    { userId: context.user_id, phone: thread.id ?? context.wa_id, username: context.username },
    task.contacts,
  );
  const customer = isNobody(person) ? undefined : person;
  return elementsOf(thread, 'messages', path).flatMap((element) =>
    readImported(element, { ...task, customer, author: authorOf(element.raw, task.change) }),
  );
}

const directionSchema = z.object({
  from: phone,
  to: phone,
  to_user_id: id,
  history_context: objectOrNulls({ from_me: flag }),
});

/** Never by `from_user_id`: it can hold the customer's id on what the business wrote (facts §2.5). */
function authorOf(raw: unknown, { ownPhone }: Change): Author {
  const direction = readOr(directionSchema, raw);
  if (direction === undefined) return 'customer';
  const { from, to, to_user_id: toUserId, history_context: context } = direction;
  if (context.from_me !== null) return context.from_me ? 'phone' : 'customer';
  const isOwn = from !== null && from === ownPhone;
  return isOwn || to !== null || toUserId !== null ? 'phone' : 'customer';
}

const STATUSES: ReadonlyMap<string | null, NonNullable<MessageImported['status']>> = new Map([
  ['pending', 'pending'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['played', 'played'],
  ['error', 'failed'],
]);

const statusSchema = z.object({ history_context: objectOrNulls({ status: word }) });

type ImportTask = Task & { readonly author: Author; readonly customer?: Person | undefined };

function readImported(element: Element, task: ImportTask): readonly WebhookEvent[] {
  const statusWord = readOr(statusSchema, element.raw)?.history_context.status ?? null;
  const status = STATUSES.get(statusWord) ?? null;
  return readMessage(element, task).map((event) => imported(event, { author: task.author, status }));
}

function imported(
  event: MessageEvent | Unrecognised,
  { author, status }: Pick<MessageImported, 'author' | 'status'>,
): WebhookEvent {
  if (event.type === 'unrecognised') return event;
  if (event.type !== 'message.received' && event.type !== 'message.echoed') {
    return { type: 'history.copied', number: event.number, copy: event };
  }
  const { number, at, id: messageId, person, content, context } = event;
  return { type: 'message.imported', number, at, id: messageId, author, person, content, context, status };
}
