import type { z } from 'zod';

import { changeSchema, contactSchema, entrySchema, envelopeSchema, metadataSchema, partySchema } from './payload.ts';
import type { UnrecognisedReason } from './unrecognised-reason.ts';

/** The smallest thing that has a fate of its own: one message, one status, or a rest that nobody knows. */
export type PartContent =
  | { readonly kind: 'message' | 'echo'; readonly element: unknown; readonly contact: unknown }
  | { readonly kind: 'status'; readonly element: unknown }
  | { readonly kind: 'unrecognised'; readonly reason: UnrecognisedReason; readonly rest: unknown };

export type Part = {
  /** Place in the delivery, from 0; the same each time the delivery is split. */
  readonly part: number;
  readonly field: string;
  /** The business number it is for; null where the payload names none. */
  readonly numberId: string | null;
  readonly content: PartContent;
};

type Loose = Readonly<Record<string, unknown>>;
type PlacedContent = Omit<Part, 'part'>;

/** Takes a raw body apart. Total: what has no known shape becomes an unrecognised part, and never none at all. */
export function splitDelivery(body: Buffer): readonly Part[] {
  const found = [...partsOfBody(body)];
  const parts = found.length === 0 ? [nowhere('empty', null)] : found;
  return parts.map((content, part) => ({ part, ...content }));
}

function* partsOfBody(body: Buffer): Generator<PlacedContent, void, undefined> {
  const json = parseJson(body);
  if (json === undefined) return yield nowhere('not_json', null);
  const envelope = envelopeSchema.safeParse(json);
  if (!envelope.success) return yield nowhere('not_envelope', json);
  for (const one of envelope.data.entry) {
    const entry = entrySchema.safeParse(one);
    if (!entry.success) yield nowhere('unexpected_shape', one);
    else for (const change of entry.data.changes) yield* partsOfChange(change);
  }
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

function nowhere(reason: UnrecognisedReason, rest: unknown): PlacedContent {
  return { field: '', numberId: null, content: { kind: 'unrecognised', reason, rest } };
}

function* partsOfChange(change: unknown): Generator<PlacedContent, void, undefined> {
  const parsed = changeSchema.safeParse(change);
  if (!parsed.success) return yield nowhere('unexpected_shape', change);
  const { field, value } = parsed.data;
  const numberId = readOr(metadataSchema, value['metadata'])?.phone_number_id ?? null;
  for (const content of contentsOf(field, value)) yield { field, numberId, content };
}

function contentsOf(field: string, value: Loose): Iterable<PartContent> {
  switch (field) {
    case 'messages':
      return contentsOfMessages(value);
    case 'smb_message_echoes':
      return contentsOfEchoes(value);
    default:
      return [{ kind: 'unrecognised', reason: 'unsupported_field', rest: value }];
  }
}

function* contentsOfMessages(value: Loose): Generator<PartContent, void, undefined> {
  const { messaging_product: _, metadata: __, contacts, messages, statuses, errors, ...rest } = value;
  for (const element of listed(messages)) yield { kind: 'message', element, contact: sender(element, contacts) };
  for (const element of listed(statuses)) yield { kind: 'status', element };
  if (!isListOrAbsent(messages)) yield { kind: 'unrecognised', reason: 'unexpected_shape', rest: messages };
  if (!isListOrAbsent(statuses)) yield { kind: 'unrecognised', reason: 'unexpected_shape', rest: statuses };
  if (errors !== undefined) yield { kind: 'unrecognised', reason: 'provider_error', rest: errors };
  if (Object.keys(rest).length > 0) yield { kind: 'unrecognised', reason: 'unknown_content', rest };
}

function* contentsOfEchoes(value: Loose): Generator<PartContent, void, undefined> {
  const { messaging_product: _, metadata: __, contacts, message_echoes: echoes, ...rest } = value;
  for (const element of listed(echoes)) yield { kind: 'echo', element, contact: recipient(element, contacts) };
  if (!isListOrAbsent(echoes)) yield { kind: 'unrecognised', reason: 'unexpected_shape', rest: echoes };
  if (Object.keys(rest).length > 0) yield { kind: 'unrecognised', reason: 'unknown_content', rest };
}

function listed(list: unknown): readonly unknown[] {
  return Array.isArray(list) ? list : [];
}

function isListOrAbsent(list: unknown): boolean {
  return list === undefined || Array.isArray(list);
}

function sender(message: unknown, contacts: unknown): unknown {
  const party = readOr(partySchema, message);
  return matching(contacts, { userId: party?.from_user_id, phone: party?.from });
}

function recipient(echo: unknown, contacts: unknown): unknown {
  const party = readOr(partySchema, echo);
  return matching(contacts, { userId: party?.to_user_id, phone: party?.to });
}

/** By user id, then by phone; never by place in the list. */
function matching(contacts: unknown, person: { userId: string | undefined; phone: string | undefined }): unknown {
  const all = listed(contacts).map((raw) => ({ raw, contact: readOr(contactSchema, raw) }));
  const found =
    all.find(({ contact }) => person.userId !== undefined && contact?.user_id === person.userId) ??
    all.find(({ contact }) => person.phone !== undefined && contact?.wa_id === person.phone);
  return found?.raw ?? null;
}

function readOr<Schema extends z.ZodType>(schema: Schema, value: unknown): z.infer<Schema> | undefined {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
