import { z } from 'zod';
import { between, type Random } from '../random.ts';
import type { Json, WebhookPayload, WebhookUpdate } from './envelope.ts';
import { metaJson } from './escape.ts';

/**
 * What one POST carries at most (facts §1.2).
 *
 * @internal its test asks it
 */
const MAX_UPDATES = 1000;
export const MAX_BODY_BYTES = 3_000_000;

/** Bytes around an update that stands in an entry of its own. */
const FRAME_BYTES = 200;

/** What travels in one POST. */
export type Load = [WebhookUpdate, ...WebhookUpdate[]];

/** Splits waiting updates into loads of drawn sizes, in order, each within what one POST may carry. */
export function drawLoads(waiting: readonly WebhookUpdate[], random: Random): readonly Load[] {
  const loads: Load[] = [];
  let room = 0;
  let bytes = 0;
  for (const update of waiting) {
    const size = metaJson(update).length + FRAME_BYTES;
    const load = loads.at(-1);
    if (load !== undefined && room > 0 && bytes + size <= MAX_BODY_BYTES) {
      load.push(update);
      room -= 1;
      bytes += size;
    } else {
      loads.push([update]);
      room = (random.next() < 0.5 ? 1 : between(random, 2, MAX_UPDATES)) - 1;
      bytes = size;
    }
  }
  return loads;
}

type Change = { value: Json; readonly field: string };
type Entry = { readonly id: string; readonly time: number | undefined; readonly changes: Change[] };

/**
 * One body for several updates. What belongs together is drawn to share a value, a change's entry, or nothing, so that
 * only a reader that loops at all three levels finds everything (facts §1.2).
 */
export function pack(updates: readonly WebhookUpdate[], random: Random): WebhookPayload {
  const entries: Entry[] = [];
  for (const update of updates) place(entries, update, random);
  return {
    object: 'whatsapp_business_account',
    entry: entries.map(({ id, time, changes }) => ({ id, ...(time === undefined ? {} : { time }), changes })),
  };
}

function place(entries: Entry[], { field, value, entryId, time }: WebhookUpdate, random: Random): void {
  const last = entries.at(-1);
  const draw = random.next();
  if (last === undefined || last.id !== entryId || last.time !== time || draw < 0.2) {
    entries.push({ id: entryId, time, changes: [{ value, field }] });
    return;
  }
  const change = last.changes.at(-1);
  const shared = draw > 0.5 && change?.field === field ? merged(change.value, value) : undefined;
  if (change !== undefined && shared !== undefined) change.value = shared;
  else last.changes.push({ value, field });
}

const lists = ['messages', 'statuses', 'message_echoes'] as const;
const contactsSchema = z.array(z.looseObject({ user_id: z.string() }));
const itemsSchema = z.array(z.unknown());

/** Two values of one kind as one: undefined when they hold different lists, or none that Meta fills with several. */
function merged(left: Json, right: Json): Json | undefined {
  const list = lists.find((name) => name in left && name in right);
  if (list === undefined) return undefined;
  const items = [...itemsSchema.parse(left[list]), ...itemsSchema.parse(right[list])];
  const contacts = new Map(
    [...contactsOf(left), ...contactsOf(right)].map((contact) => [contact.user_id, contact] as const),
  );
  return { ...left, ...(contacts.size === 0 ? {} : { contacts: [...contacts.values()] }), [list]: items };
}

function contactsOf(value: Json): z.infer<typeof contactsSchema> {
  return contactsSchema.parse(value['contacts'] ?? []);
}
