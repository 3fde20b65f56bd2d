import { z } from 'zod';

import type { UnreadReason } from '../events/unrecognised.ts';
import type { WebhookEvent } from '../events/webhook-event.ts';
import { numberOf, readOr, unread, type Loose, type Reading } from './change.ts';
import { FIELDS } from './fields.ts';
import { isNestedDeeper } from './json-depth.ts';
import { id, seconds } from './scalars.ts';

/** A part of a delivery with a fate of its own: one message, one status, one change, or a rest that nobody knows. */
export type Part = Reading & {
  /** Place in the delivery, from 0; the same each time the delivery is read. */
  readonly part: number;
  /** The webhook field; empty where there is none. */
  readonly field: string;
  /** The provider's id of the business number it is for; null where the payload names none. */
  readonly numberId: string | null;
};

type Placed = Omit<Part, 'part'>;

/** What every delivery has; lists are read element by element, so that one bad element costs no other. */
const envelopeSchema = z.object({ object: z.literal('whatsapp_business_account'), entry: z.array(z.unknown()) });
const entrySchema = z.object({ id, time: seconds, changes: z.array(z.unknown()) });
const changeSchema = z.object({ field: z.string().regex(/^[a-z0-9_]{1,64}$/), value: z.looseObject({}) });

/**
 * The provider prints some samples without the envelope around a change, or around a value of `history` (facts §2.5).
 */
const bareHistorySchema = z.looseObject({ history: z.array(z.unknown()) });

/**
 * Reads the body of a delivery into what it says. Pure and total: never throws, never gives nothing, and what it does
 * not know becomes an `unrecognised` event in its place. The relay applies these events and `inspect` prints them.
 */
export function readDelivery(body: Buffer): readonly Part[] {
  const found = [...partsOfBody(body)];
  const parts = found.length === 0 ? [nowhere('empty', { raw: null })] : found;
  return parts.map((placed, part) => ({ part, ...bounded(placed) }));
}

/** Everything that a delivery says, in its order. */
export function eventsOf(body: Buffer): readonly WebhookEvent[] {
  return readDelivery(body).flatMap(({ events }) => events);
}

function* partsOfBody(body: Buffer): Generator<Placed, void, undefined> {
  const json = parseJson(body);
  if (json === undefined) return yield nowhere('not_json', { raw: null });
  const envelope = readOr(envelopeSchema, json);
  if (envelope === undefined) return yield* partsOfBare(json);
  for (const [place, one] of envelope.entry.entries()) {
    const where = `entry[${place}]`;
    const entry = readOr(entrySchema, one);
    if (entry === undefined) yield nowhere('unexpected_shape', { raw: one, where });
    else yield* partsOfEntry(entry, where);
  }
}

function* partsOfEntry(
  { id: account, time: at, changes }: z.infer<typeof entrySchema>,
  where: string,
): Generator<Placed, void, undefined> {
  for (const [place, raw] of changes.entries()) {
    yield* partsOfChange(raw, { account, at, where: `${where}.changes[${place}]` });
  }
}

function* partsOfBare(json: unknown): Generator<Placed, void, undefined> {
  if (typeof json !== 'object' || json === null || Object.hasOwn(json, 'object')) {
    return yield nowhere('not_envelope', { raw: json });
  }
  const around = { account: null, at: null, where: '' };
  const history = readOr(bareHistorySchema, json);
  if (readOr(changeSchema, json) !== undefined) return yield* partsOfChange(json, around);
  if (history !== undefined) return yield* partsOfValue('history', history, around);
  yield nowhere('not_envelope', { raw: json });
}

/** Levels of nesting. What the provider sends has some ten. */
const MOST_LEVELS = 500;

/** What is nested too deep to be stored as JSON stays in the body alone. */
function bounded(placed: Placed): Placed {
  if (!isNestedDeeper(placed.raw, MOST_LEVELS)) return placed;
  const { field } = placed;
  const where = { field: field === '' ? null : field, where: '', name: null };
  return { ...placed, raw: null, events: [{ type: 'unrecognised', reason: 'unexpected_shape', ...where }] };
}

/** Passes a byte order mark over, which editors put before what they save. */
function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

function nowhere(reason: UnreadReason, { raw, where = '' }: { raw: unknown; where?: string }): Placed {
  return {
    field: '',
    numberId: null,
    raw,
    events: [{ type: 'unrecognised', reason, field: null, where, name: null }],
  };
}

type Around = Pick<Parameters<typeof unread>[0], 'where'> & {
  readonly account: z.infer<typeof entrySchema>['id'];
  readonly at: z.infer<typeof entrySchema>['time'];
};

function* partsOfChange(raw: unknown, around: Around): Generator<Placed, void, undefined> {
  const change = readOr(changeSchema, raw);
  if (change === undefined) return yield nowhere('unexpected_shape', { raw, where: around.where });
  const where = around.where === '' ? 'value' : `${around.where}.value`;
  yield* partsOfValue(change.field, change.value, { ...around, where });
}

function* partsOfValue(field: string, value: Loose, around: Around): Generator<Placed, void, undefined> {
  const change = { field, value, ...numberOf(value), ...around };
  const read = FIELDS.get(field);
  const readings: readonly Reading[] = read?.(change) ?? [
    { raw: value, events: [unread(change, { reason: 'unknown_field', name: field })] },
  ];
  for (const reading of readings) yield { field, numberId: change.number, ...reading };
}
